/** The settings of the manifest, without their common prefix. */
export const settingKeys = [
  'connections',
  'sendKey',
  'notifyWhenDone',
  'insert.citations',
  'insert.warnAfterDays',
  'insert.showOrigin',
  'prompts',
  'saveHistory',
  'timeouts',
] as const;

export type SettingKey = (typeof settingKeys)[number];
