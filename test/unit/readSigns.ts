import MarkdownIt from 'markdown-it';
import { parse, type Token } from '../../src/webview/markdown/parser.ts';

/** What CommonMark with GitHub's tables gives. Raw HTML would be read as such. */
export const commonMark = new MarkdownIt({ html: true, linkify: true });

/** What is read of an answer on the page without any blank: letters, digits and signs, the numbers of its lists included. */
export function readOnPage(markdown: string): string {
  return parse(markdown, {})
    .map((token) => (token.type === 'list_item_open' && token.info !== '' ? token.info + token.markup : wordsOf(token)))
    .join('')
    .replace(/\s/g, '');
}

/** The same as CommonMark gives it, which counts the items of a list. */
export function readAsCommonMark(markdown: string): string {
  const counts: number[] = [];
  return commonMark
    .parse(markdown, {})
    .map((token) => {
      if (token.type === 'ordered_list_open') counts.push(Number(token.attrGet('start') ?? 1));
      if (token.type === 'ordered_list_close') counts.pop();
      if (token.type !== 'list_item_open' || token.info === '') return wordsOf(token);
      const number = counts.at(-1) ?? 0;
      counts[counts.length - 1] = number + 1;
      return `${number}${token.markup}`;
    })
    .join('')
    .replace(/\s/g, '');
}

/** The words of a token; an image is told by its mark and its words. */
function wordsOf({ children, content }: Token): string {
  if (!children) return content;
  return children
    .map(({ type, content: words }) =>
      type === 'image' ? `!${words}` : /^<br *\/?>$/i.test(words) && type === 'html_inline' ? '' : words,
    )
    .join('');
}
