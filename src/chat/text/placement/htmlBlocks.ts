/** Comments, elements whose content is no markup, and tags. */
const parts =
  /<!--[\s\S]*?-->|<(script|style|pre|textarea|svg|title)\b[\s\S]*?<\/\1\s*>|<(\/?)([a-z][a-z0-9-]*)(?:"[^"]*"|'[^']*'|[^'">])*>/gi;
const blocks = 'p ul ol dl table blockquote h1 h2 h3 h4 h5 h6 figure details form fieldset select nav head'.split(' ');
const containers = 'html body div main section article header footer aside hr'.split(' ');

/** Returns where the outermost block of an HTML page ends that holds the place; undefined outside of every block. */
export function htmlBlockEnd(text: string, place: number): number | undefined {
  let open: { readonly name: string; readonly start: number; depth: number } | undefined;
  for (const { 0: part, 1: raw, 2: slash, 3: tag, index } of text.matchAll(parts)) {
    const end = index + part.length;
    const name = tag?.toLowerCase();
    if (!open) {
      if (index > place) return undefined;
      if (name === undefined || raw !== undefined) {
        if (index < place && place < end) return end;
      } else if (slash === '' && blocks.includes(name)) open = { name, start: index, depth: 1 };
      else if (index < place && place < end) return end;
      continue;
    }
    if (name === undefined) continue;
    // A paragraph ends without a tag where another block begins or the one around it ends.
    if (
      open.name === 'p' &&
      (slash === '' ? blocks.includes(name) || containers.includes(name) : name !== 'p' && containers.includes(name))
    ) {
      if (place <= index) return open.start <= place ? text.slice(0, index).trimEnd().length : undefined;
      open = slash === '' && blocks.includes(name) ? { name, start: index, depth: 1 } : undefined;
      continue;
    }
    if (name !== open.name) continue;
    open.depth += slash === '' ? 1 : -1;
    if (open.depth > 0) continue;
    if (open.start <= place && place <= end) return name === 'head' ? bodyStart(text, end) : end;
    open = undefined;
  }
  return undefined;
}

function bodyStart(text: string, from: number): number {
  const found = /<body\b[^>]*>/i.exec(text.slice(from));
  return found ? from + found.index + found[0].length : from;
}
