/**
 * Waits until `found` gives something (not undefined, null or false), and gives it back. The last thing that was seen,
 * or the error it threw, stands in the failure. Looks every 50 ms; nothing is assumed about how long things take.
 */
export async function until<T>(
  what: string,
  found: () => T | PromiseLike<T>,
  seconds = 45,
): Promise<Exclude<T, undefined | null | false>> {
  const deadline = performance.now() + seconds * 1000;
  let last: unknown;
  while (performance.now() < deadline) {
    try {
      const value = await found();
      last = value;
      if (value !== undefined && value !== null && value !== false) {
        return value as Exclude<T, undefined | null | false>;
      }
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const seen = last instanceof Error ? last.message : JSON.stringify(last);
  throw new Error(`Not within ${seconds} s: ${what}. Last seen: ${seen?.slice(0, 500)}`);
}
