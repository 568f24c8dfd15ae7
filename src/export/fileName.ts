/** Matches a name that some system takes for a device, with or without an ending. */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])(?=\s*(?:\.|$))/i;

/** Longest name that every file system takes, in bytes, with room for an ending. */
const longest = 120;

/**
 * A name for a file that every system takes as one segment of a path: without what separates, hides or stands for
 * something, and not too long. `otherwise` is the name of what has none.
 */
export function safeFileName(title: string, otherwise: string): string {
  const words = title
    .toWellFormed()
    .normalize('NFC')
    // Controls, what cannot be seen, what is no character, and what separates or is reserved.
    .replace(/[\p{C}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\ufffd\\/:*?"<>|]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const visible = words.replace(/^[.\s~-]+/, '');
  // Windows takes no dot or blank where a name ends.
  const name = shortened(device.test(visible) ? `_${visible}` : visible).replace(/[.\s]+$/, '');
  return name === '' ? otherwise : name;
}

function shortened(name: string): string {
  const encoder = new TextEncoder();
  let bytes = 0;
  let result = '';
  for (const { segment } of new Intl.Segmenter().segment(name)) {
    bytes += encoder.encode(segment).length;
    if (bytes > longest) return result;
    result += segment;
  }
  return result;
}
