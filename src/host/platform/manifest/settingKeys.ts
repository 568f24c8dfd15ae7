/** The settings of the manifest, without their common prefix. */
export const settingKeys = [
  'connections',
  'sendKey',
  'notifyWhenDone',
  'insert.citations',
  'insert.warnAfterDays',
  'prompts',
  'saveHistory',
  'timeouts',
] as const;

export type SettingKey = (typeof settingKeys)[number];
