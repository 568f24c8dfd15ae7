import type { Message, Source } from '../../chat/model/model.ts';
import { withNames } from '../../chat/text/invisibleCharacters.ts';
import type { Labels } from '../../pageWords.ts';
import { fill } from '../dom/labels.ts';
import { contentOf, selectedRange } from './clean.ts';
import { plainText } from './plain.ts';

/** A passage as a Markdown quote that says where it is from. */
export function quoted(text: string, origin: string): string {
  // What cannot be seen would go out with the question.
  const lines = withNames(`${text.replace(/^\n+/, '').trimEnd()}\n— ${origin}`).split('\n');
  return `${lines.map((line) => `> ${line}`.trimEnd()).join('\n')}\n\n`;
}

/** Returns the selection in the conversation, quoted with the message that it begins in. */
export function quoteOfSelection(region: HTMLElement): string | undefined {
  const range = selectedRange(region);
  if (!range) return undefined;
  const text = plainText(contentOf(range, region));
  const start = range.startContainer;
  const within = start instanceof Element ? start : start.parentElement;
  const source = within?.closest<HTMLElement>('[data-origin]')?.dataset['origin'];
  const first = [...region.querySelectorAll('article')].find((article) => range.intersectsNode(article));
  const origin = source ?? first?.getAttribute('aria-label');
  return text === '' || !origin ? undefined : quoted(text, origin);
}

/** The words that are selected in an answer, and the answer. */
export function selectedPart(region: HTMLElement): { readonly messageId: string; readonly text: string } | undefined {
  const range = selectedRange(region);
  const article = range && [...region.querySelectorAll('article.answer')].find((each) => range.intersectsNode(each));
  const { messageId } = JSON.parse(article?.getAttribute('data-vscode-context') ?? '{}');
  const text = range ? plainText(contentOf(range, region)).trim() : '';
  return typeof messageId === 'string' && text !== '' ? { messageId, text } : undefined;
}

export function originOfSource({ id, title, section }: Source, labels: Labels): string {
  return fill(labels.quoteSource, id, [title, section].filter(Boolean).join(' · '));
}

/** The selected part of an answer, or all of it. */
export function quoteOfAnswer(article: HTMLElement, { text }: Message): string {
  const range = selectedRange(article);
  // Where more than this answer is selected, its button means the answer.
  const inside = range !== undefined && range === getSelection()?.getRangeAt(0);
  const selected = inside ? plainText(contentOf(range, article)) : '';
  return quoted(selected || text, article.getAttribute('aria-label') ?? '');
}
