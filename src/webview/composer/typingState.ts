/** The time after a key in which the next one may be on its way, in milliseconds. */
const pause = 300;

/** Tells whether somebody is typing in `input` at this moment: then nothing may move its cursor or end a composition. */
export function watchTyping(input: HTMLTextAreaElement): () => boolean {
  let typedAt = Number.NEGATIVE_INFINITY;
  let composes = false;
  input.addEventListener('input', () => {
    typedAt = performance.now();
  });
  input.addEventListener('compositionstart', () => {
    composes = true;
  });
  input.addEventListener('compositionend', () => {
    composes = false;
  });
  return () => {
    const isHere = document.hasFocus() && document.activeElement === input;
    return composes || (isHere && performance.now() - typedAt < pause);
  };
}
