const domain = /^\/\/[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+[^\s<]*/u;

/**
 * Length of the plain web address that begins at `start` in `text`, after its scheme, by GitHub's rules: it runs to white
 * space or `<`, without the punctuation, closing brackets and entities that belong to the sentence. 0 when it is none.
 */
export function plainAddressLength(text: string, start: number): number {
  let address = domain.exec(text.slice(start))?.[0] ?? '';
  for (let before = ''; before !== address; ) {
    before = address;
    address = address.replace(/(?:[?!.,:*_~'"„“”‚‘’»«]+|&[a-zA-Z0-9]+;)$/, '');
    if (address.endsWith(')') && count(address, ')') > count(address, '(')) address = address.slice(0, -1);
  }
  return domain.test(address) ? address.length : 0;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
