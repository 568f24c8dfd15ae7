/** The settings of the manifest, without their common prefix. */
export const settingKeys = [
  'connections',
  'sendKey',
  'notifyWhenDone',
  'insert.citations',
  'saveHistory',
  'timeouts',
] as const;

export type SettingKey = (typeof settingKeys)[number];
