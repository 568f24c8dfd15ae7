// Waits are by condition, with a deadline; a loaded machine may be slow, but nothing hangs.

/** @param {number} milliseconds */
export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Asks again and again until the answer is neither false nor undefined.
 * @template T
 * @param {string} what names the thing in the error
 * @param {number} milliseconds
 * @param {() => Promise<T | false | undefined>} condition
 * @returns {Promise<T>}
 */
export async function until(what, milliseconds, condition) {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const answer = await condition();
    if (answer !== false && answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`Waited ${Math.round(milliseconds / 1000)} s for ${what}.`);
    await sleep(100);
  }
}
