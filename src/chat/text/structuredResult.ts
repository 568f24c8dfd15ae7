/** Longer ones are shown as the text that they are. */
const longest = 1_000_000;

/** The JSON that an answer consists of, as a workflow gives it: an object, or a list that is no citation. */
export function structuredResult(text: string): string | undefined {
  const json = text.trim();
  if (json.length > longest || !/^(?:\{[\s\S]*\}|\[[\s\S]*\])$/.test(json)) return undefined;
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) && value.every((item) => typeof item === 'number') ? undefined : json;
  } catch {
    return undefined;
  }
}

/** An answer's Markdown: JSON is a block of code as it was written, and nothing in it is markup or a citation. */
export function markdownOf(text: string): string {
  const json = structuredResult(text);
  return json === undefined ? text : `\`\`\`json\n${json}\n\`\`\``;
}
