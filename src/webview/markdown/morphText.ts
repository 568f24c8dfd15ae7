/** Makes the text of a node `text`. Appending keeps a selection inside it; replacing would collapse it. */
export function morphText(shown: Text, text: string): void {
  if (shown.data === text) return;
  if (text.startsWith(shown.data)) shown.appendData(text.slice(shown.data.length));
  else if (shown.data.startsWith(text)) shown.deleteData(text.length, shown.data.length - text.length);
  else shown.data = text;
}
