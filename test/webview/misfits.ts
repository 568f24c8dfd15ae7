/** Runs in the page: what stands out of it, hides its own words, or makes it scroll sideways. */
export function findMisfits(): string[] {
  const name = (node: Element) => `${node.tagName}.${node.className} ${node.textContent?.slice(0, 40)}`;
  const width = document.documentElement.clientWidth;
  const scrollsInside = (node: Element) => node.closest('.table, pre, .visually-hidden, select') !== null;
  const outside = [...document.querySelectorAll('body *')].filter(
    (node) => !scrollsInside(node) && node.getBoundingClientRect().right > width + 0.5,
  );
  const boxes =
    '.connection, .button, .choice, .queued, .suggestion, .find, .day, .source, .chip, .note, .banner, .bubble, .author, .state, p, html, body, .conversation';
  const clipped = [...document.querySelectorAll(boxes)].filter(
    (node) =>
      node.closest('.visually-hidden') === null && node.clientWidth > 0 && node.scrollWidth > node.clientWidth + 1,
  );
  return [...outside, ...clipped].map(name);
}
