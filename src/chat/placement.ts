/**
 * `text` with the empty lines that set it apart from what stands before and after its place, where it has several
 * lines: a footnote definition or a list must not grow into the next paragraph. One line goes in as it is.
 */
export function setApart(text: string, before: string, after: string): string {
  if (!text.includes('\n')) return text;
  return `${lead(before)}${text}${trail(after)}`;
}

function lead(before: string): string {
  if (before.trim() === '' || /\n[ \t]*\r?\n[ \t]*$/.test(before)) return '';
  return /\n[ \t]*$/.test(before) ? '\n' : '\n\n';
}

function trail(after: string): string {
  if (after.trim() === '' || /^[ \t]*\r?\n[ \t]*\r?\n/.test(after)) return '';
  return /^[ \t]*\r?\n/.test(after) ? '\n' : '\n\n';
}
