const punctuation = '?!.,:*_~\'"„“”‚‘’»«';
const domain = /^\/\/[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+[^\s<]*/u;

/**
 * Length of the plain web address that begins at `start` in `text`, after its scheme, by GitHub's rules: it runs to white
 * space or `<`, without the punctuation, closing brackets and entities that belong to the sentence. 0 when it is none.
 */
export function plainAddressLength(text: string, start: number): number {
  const address = domain.exec(text.slice(start))?.[0] ?? '';
  // Closing brackets that none opens.
  let closing = count(address, ')') - count(address, '(');
  let end = address.length;
  for (;;) {
    const last = address[end - 1] ?? '';
    if (punctuation.includes(last) && last !== '') end--;
    else if (last === ')' && closing-- > 0) end--;
    else if (last === ';') {
      const entity = /&[a-zA-Z0-9]+;$/.exec(address.slice(Math.max(end - 40, 0), end))?.[0];
      if (!entity) break;
      end -= entity.length;
    } else break;
  }
  return domain.test(address.slice(0, end)) ? end : 0;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
