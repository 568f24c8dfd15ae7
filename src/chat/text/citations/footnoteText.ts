/** An address, and perhaps a title for it: what Markdown takes for the definition of a link. */
const linkDefinition = /^\S+(?:\s+(?:".*"|'.*'|\(.*\)))?\s*$/s;

/**
 * The words of a footnote in Markdown. Where footnotes are not known, as in VS Code's own preview, `[^1]: Title` defines a
 * link: the source would vanish, and its mark lead to it.
 */
export function footnoteText(words: string): string {
  return linkDefinition.test(words) ? `${words} &nbsp;` : words;
}
