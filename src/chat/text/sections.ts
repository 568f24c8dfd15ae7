/** A part of a document below one of its headings; lines 0-based, the last one included. */
export interface Section {
  /** Empty for what stands above the first heading. */
  readonly title: string;
  readonly firstLine: number;
  readonly lastLine: number;
}

/** What a heading is, by language id; its group is the title. Where there is none, paragraphs of a contract count. */
const headings: Readonly<Record<string, RegExp>> = {
  markdown: /^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/,
  asciidoc: /^={1,6}[ \t]+(.+)$/,
  typst: /^=+[ \t]+(.+)$/,
  org: /^\*+[ \t]+(.+)$/,
  latex: /^[ \t]*\\(?:part|chapter|(?:sub)*section)\*?\{(.*)\}/,
  html: /^[ \t]*<h[1-6][^>]*>(.*?)<\/h[1-6]>/i,
};
const aliases: Readonly<Record<string, string>> = { mdx: 'markdown', tex: 'latex' };
const paragraph = /^((?:§|Art\.|Artikel|Article|Section)[ \t\u00a0]*\d+\b.*)$/;

/** The sections of a document in their order; those without words are left out. */
export function sectionsOf(text: string, language: string): readonly Section[] {
  const lines = text.split(/\r\n|\r|\n/);
  const heading = headings[aliases[language] ?? language] ?? paragraph;
  const starts: { readonly title: string; readonly line: number }[] = [{ title: '', line: 0 }];
  let fence: string | undefined;
  for (const [line, words] of lines.entries()) {
    const [, mark] = /^ {0,3}(`{3,}|~{3,})/.exec(words) ?? [];
    if (mark && fence === undefined) fence = mark;
    else if (mark && fence !== undefined && words.trim().startsWith(fence)) fence = undefined;
    const found = fence === undefined ? heading.exec(words) : null;
    if (found) starts.push({ title: (found[1] ?? '').trim(), line });
  }
  return starts.flatMap(({ title, line }, at) => {
    let last = (starts[at + 1]?.line ?? lines.length) - 1;
    while (last > line && lines[last]?.trim() === '') last--;
    const own = lines.slice(title === '' ? line : line + 1, last + 1);
    return own.some((each) => each.trim() !== '') ? [{ title, firstLine: line, lastLine: last }] : [];
  });
}
