/** Whether a field of this name may hold an API key: Haufe has an endpoint that gives keys in clear. What it holds is kept nowhere. */
export function namesApiKey(name: string): boolean {
  return /api[-_ ]?key/i.test(name);
}
