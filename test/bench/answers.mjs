// Answers of any length, the same ones at every run: what assistants write, and four that are one single block.

/** @param {number} seed @returns {() => number} numbers from 0 to below 1 */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const words =
  'Die Frist beträgt zwei Wochen während der vereinbarten Probezeit und gilt für beide Seiten sobald die Kündigung schriftlich zugegangen ist wobei § 622 BGB nur wenige Ausnahmen kennt'.split(
    ' ',
  );

/** @param {number} size characters, at least @param {(next: () => number) => string} part */
function grown(size, part) {
  const next = random(7);
  let text = '';
  while (text.length < size) text += part(next);
  return text;
}

/** @param {() => number} next @param {number} count */
function sentence(next, count) {
  const parts = Array.from({ length: count }, () => {
    const word = words[Math.floor(next() * words.length)] ?? '';
    const kind = next();
    if (kind < 0.04) return `**${word}**`;
    if (kind < 0.06) return `*${word}*`;
    if (kind < 0.08) return `\`${word}\``;
    if (kind < 0.1) return `${word} [${1 + Math.floor(next() * 6)}]`;
    return kind < 0.11 ? `[${word}](https://recht.example/${Math.floor(next() * 100)})` : word;
  });
  return `${parts.join(' ')}. `;
}

const languages = ['ts', 'python', 'java', 'sql', 'xml', 'sh'];

/** @param {() => number} next @param {number} lines */
function code(next, lines) {
  return Array.from(
    { length: lines },
    () =>
      `  const frist${Math.floor(next() * 100)} = berechne("${words[Math.floor(next() * words.length)]}", ${Math.floor(next() * 30)}); // Tage`,
  ).join('\n');
}

/** Headings, paragraphs, nested lists, tables and code, as an answer mixes them. @param {number} size */
export function mixed(size) {
  let section = 0;
  return grown(size, (next) => {
    const kind = next();
    const lead = section++ % 4 === 0 ? `## ${sentence(next, 4)}\n\n` : '';
    if (kind < 0.45) return `${lead}${sentence(next, 40)}${sentence(next, 20)}\n\n`;
    if (kind < 0.65) {
      const items = Array.from({ length: 6 }, (_, index) => `${index % 3 === 2 ? '  ' : ''}- ${sentence(next, 12)}`);
      return `${lead}${items.join('\n')}\n\n`;
    }
    if (kind < 0.8) {
      const rows = Array.from(
        { length: 6 },
        () => `| ${sentence(next, 3)} | ${sentence(next, 5)} | ${Math.floor(next() * 99)} |`,
      );
      return `${lead}| Fall | Regel | Tage |\n|---|---|--:|\n${rows.join('\n')}\n\n`;
    }
    return `${lead}\`\`\`${languages[Math.floor(next() * languages.length)]}\n${code(next, 12)}\n\`\`\`\n\n`;
  });
}

/** @type {Readonly<Record<string, (size: number) => string>>} */
export const singleBlocks = {
  fence: (size) => `\`\`\`ts\n${grown(size, (next) => `${code(next, 1)}\n`)}`,
  list: (size) => grown(size, (next) => `- ${sentence(next, 14)}\n${next() < 0.3 ? `  - ${sentence(next, 8)}\n` : ''}`),
  table: (size) =>
    `| Fall | Regel | Tage |\n|---|---|--:|\n${grown(size, (next) => `| ${sentence(next, 3)} | ${sentence(next, 6)} | ${Math.floor(next() * 99)} |\n`)}`,
  paragraph: (size) => grown(size, (next) => sentence(next, 15)),
};
