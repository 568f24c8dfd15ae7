/** A label at the beginning of a line, and where it would lead, which may stand in the next line. */
const definition = /^\[((?:\\.|[^[\]\\])+)\]:[ \t]*(?:\n[ \t>]*)?(<[^<>\n]*>|\S*)/;
const address = /^<?(?:[a-z][a-z0-9+.-]*:\/\/\S|(?:mailto|tel):\S)|^(?:\.{0,2}\/[^\s>]|www\.)/i;

/** Numbers as a citation has them, and labels of footnotes. */
const note = /^\s*(?:\^[\s\S]*|\d{1,3}(?:\s*,\s*\d{1,3})*)\s*$/;

/**
 * Whether what begins like a definition (`[a]: …`) says something that would vanish: a footnote, a source that the answer
 * names in its own words, or what is filled in for `[Name]`. Only an address for a word is a definition.
 */
export function saysSomething(text: string): boolean {
  const [, label = '', destination = ''] = definition.exec(text) ?? [];
  return note.test(label) || !address.test(destination);
}

/** Whether the line names a source by its number, `[2]: …`: it stands for itself, whatever stands above. */
export function namesSource(line: string): boolean {
  return /^\[\s*\d{1,3}(?:\s*,\s*\d{1,3})*\s*\]:/.test(line);
}
