/** Returns whether a setting is on in any place that it can be set in: the user's, the workspace's, a policy's. */
export function isTrueAnywhere(values: object | undefined): boolean {
  return Object.values(values ?? {}).includes(true);
}
