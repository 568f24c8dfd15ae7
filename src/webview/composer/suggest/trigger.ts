/** The word that the person is naming something by, with the sign that began it, and its place in the text. */
export interface Trigger {
  readonly sign: '/' | '@';
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** A command is named at the very beginning only, an assistant wherever a word begins; the caret stands at its end. */
export function findTrigger(text: string, caret: number): Trigger | undefined {
  const before = text.slice(0, caret);
  // Names of assistants have blanks, so the word goes on to the caret, as long as it stays on its line; it does not begin with one.
  const [, lead = '', sign, word = ''] = /^([\s\S]*?(?:^|\s))([/@])(?!\s)([^\n/@]*)$/.exec(before) ?? [];
  if (sign !== '/' && sign !== '@') return undefined;
  if (sign === '/' && (lead !== '' || /\s/.test(word))) return undefined;
  return { sign, word, start: lead.length, end: caret };
}
