/** Where marks that were escaped stand aside meanwhile: characters that no text uses. */
const hidden = 0xe000;

/** A longer line stays as it is: nobody reads it in a row, and looking for its marks takes long. Characters. */
const longest = 5_000;

/** A line of Markdown as one reads it, for places that show plain text: its words, without the marks. */
export function plainLine(markdown: string): string {
  if (markdown.length > longest) return markdown.trim();
  if (/^\s*(?:[-*_=]\s*){3,}$|^\s*(?:`{3,}|~{3,})|^[\s|:-]*-[\s|:-]*\|[\s|:-]*$/.test(markdown)) return '';
  return markdown
    .replace(/\\([!-/:-@[-`{-~])/g, (_, mark: string) => String.fromCharCode(hidden + mark.charCodeAt(0)))
    .replace(/^\s*(?:>\s*)+/, '')
    .replace(/^\s*#{1,6}\s+/, '')
    .replace(/^\s*[-*+]\s+(?:\[([ xX])\]\s+)?/, (_, task: string | undefined) =>
      task === undefined ? '• ' : task === ' ' ? '☐ ' : '☑ ',
    )
    .replace(/^\s*\|\s*|\s*\|\s*$/g, '')
    .replace(/\s+\|\s+/g, ' · ')
    .replace(/!?\[([^\]]*)\]\([^()\s]*(?:\s+"[^"]*")?\)/g, '$1')
    .replace(/(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}*_])([*_])(?=\S)(.+?)(?<=\S)\1(?![\p{L}\p{N}*_])/gu, '$2')
    .replace(/(`+)(.+?)\1/g, '$2')
    .replace(/[\uE021-\uE07E]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) - hidden))
    .trim();
}
