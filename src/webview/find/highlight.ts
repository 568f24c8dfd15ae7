/** Colours matches without touching the text: the blocks of an answer stay as they were painted. */
export interface Highlighter {
  readonly show: (all: readonly Range[], current: Range | undefined) => void;
  readonly clear: () => void;
}

export function createHighlighter(): Highlighter {
  const all = new Highlight();
  const current = new Highlight();
  // What is current is painted over what is only found.
  current.priority = 1;
  CSS.highlights.set('found', all);
  CSS.highlights.set('found-current', current);
  const clear = () => {
    all.clear();
    current.clear();
  };
  return {
    show: (ranges, chosen) => {
      clear();
      for (const range of ranges) all.add(range);
      if (chosen) current.add(chosen);
    },
    clear,
  };
}
