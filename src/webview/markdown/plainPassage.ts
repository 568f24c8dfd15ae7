import { parse, type Token } from './parser.ts';

/** Cells of a table's row. */
const betweenCells = ' · ';

/**
 * Returns the words of a passage in Markdown, without Markdown's marks: paragraphs and rows each on their own line,
 * items with their dash or number. Text that is no Markdown stays as it is.
 */
export function plainPassage(markdown: string): string {
  let text = '';
  /** The text before the next words: lines that end, an item's mark. */
  let before = '';
  const say = (words: string) => {
    text += text === '' ? before.trimStart() + words : before + words;
    before = '';
  };
  for (const token of parse(markdown, {})) {
    switch (token.type) {
      case 'inline':
        say(words(token.children ?? []));
        break;
      case 'list_item_open':
        before += `${'  '.repeat(Math.max((token.level - 1) / 2, 0))}${mark(token)}`;
        break;
      case 'th_close':
      case 'td_close':
        before += betweenCells;
        break;
      case 'tr_close':
        before = '\n';
        break;
      case 'paragraph_close':
        before += token.hidden ? '\n' : '\n\n';
        break;
      case 'heading_close':
      case 'blockquote_close':
      case 'table_close':
        before = '\n\n';
        break;
      case 'bullet_list_close':
      case 'ordered_list_close':
        before = token.level === 0 ? '\n\n' : before;
        break;
      default:
        if (token.content !== '') say(`${token.content.replace(/\n$/, '')}`);
        if (token.content !== '') before = '\n\n';
    }
  }
  return text;
}

/** An amount has its sign in its words. */
function mark({ info, markup, meta }: Token): string {
  if (meta?.['sign'] === true) return '';
  return info === '' ? '- ' : `${info}${markup} `;
}

/** The words of an inline token, line ends included. */
export function words(tokens: readonly Token[]): string {
  return tokens.map((token) => (token.type.endsWith('break') ? '\n' : token.content)).join('');
}
