/** The settings of the manifest, without their common prefix. */
export const settingKeys = [
  'connections',
  'sendKey',
  'notifyWhenDone',
  'insert.citations',
  'insert.warnAfterDays',
  'insert.showOrigin',
  'prompts',
  'confirmBeforeSending',
  'saveHistory',
  'timeouts',
] as const;

export type SettingKey = (typeof settingKeys)[number];
