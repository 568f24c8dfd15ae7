/** Returns whether a line holds nothing, be it in a quotation; so does one that is not there. */
export function isEmpty(line = ''): boolean {
  return /^[\s>]*$/.test(line);
}

/** Returns where each line of a text begins. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}
