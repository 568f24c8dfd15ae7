/**
 * Lights a source up in the list while its number in the text has the pointer or the keyboard focus, and the numbers in the
 * text while the source has it.
 */
export function lightTogether(text: HTMLElement, sources: HTMLElement): void {
  const all = (box: HTMLElement, attribute: string, id: string) =>
    Array.from(box.querySelectorAll<HTMLElement>('button')).filter((node) => node.dataset[attribute] === id);
  const both = [
    { box: text, own: 'citation', other: { box: sources, attribute: 'source' } },
    { box: sources, own: 'source', other: { box: text, attribute: 'citation' } },
  ] as const;
  for (const { box, own, other } of both) {
    let lit: readonly HTMLElement[] = [];
    const light = (target: EventTarget | null) => {
      const button = target instanceof Element ? target.closest<HTMLElement>('button') : null;
      const id = button?.dataset[own];
      for (const node of lit) node.classList.remove('lit');
      lit = id === undefined ? [] : all(other.box, other.attribute, id);
      for (const node of lit) node.classList.add('lit');
    };
    box.addEventListener('pointerover', ({ target }) => light(target));
    box.addEventListener('pointerleave', () => light(null));
    box.addEventListener('focusin', ({ target }) => light(target));
    box.addEventListener('focusout', () => light(null));
  }
}
