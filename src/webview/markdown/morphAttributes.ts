/** The attribute that a mark has while its passage is shown: never part of an answer, so no painting takes it away. */
const passing = 'aria-describedby';

/** Makes the attributes of `shown` those of `wanted`; what is alike is not touched. */
export function morphAttributes(shown: Element, wanted: Element): void {
  for (const { name } of [...shown.attributes]) {
    if (name !== passing && !wanted.hasAttribute(name)) shown.removeAttribute(name);
  }
  for (const { name, value } of wanted.attributes) {
    if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
  }
}
