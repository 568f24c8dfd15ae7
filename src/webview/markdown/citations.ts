import { withNames } from '../../chat/hiddenCharacters.ts';
import { element } from '../dom.ts';
import { visibleNodes } from '../hidden.ts';
import { fill } from '../labels.ts';
import { morphAttributes } from './morphAttributes.ts';
import type { EmitOptions } from './options.ts';

const mark = /\[(\d{1,3})\]/g;

/** Appends text; each `[n]` in it becomes a mark that knows its source, if there is one. */
export function appendText(text: string, parent: HTMLElement, options: EmitOptions, inLink: boolean): void {
  let end = 0;
  // A button inside a link could not be reached.
  for (const found of inLink ? [] : text.matchAll(mark)) {
    if (found.index > end) parent.append(...visibleNodes(text.slice(end, found.index)));
    parent.append(citation(found[1] ?? '', options));
    end = found.index + found[0].length;
  }
  if (end < text.length) parent.append(...visibleNodes(text.slice(end)));
}

/** Sources may come after the text that names them: brings all marks of an answer up to date, in place. */
export function resolveCitations(body: HTMLElement, options: EmitOptions): void {
  for (const shown of body.querySelectorAll<HTMLElement>('[data-citation]')) {
    const wanted = citation(shown.dataset['citation'] ?? '', options);
    // A mark that stays a mark keeps its node, and with it the focus and the passage that it shows.
    if (wanted.tagName === shown.tagName) morphAttributes(shown, wanted);
    else shown.replaceWith(wanted);
  }
}

function citation(id: string, { labels, sources, finished }: EmitOptions): HTMLElement {
  const source = sources.find((candidate) => candidate.id === id);
  if (source) {
    const name = fill(labels.showSource, id, withNames(source.title));
    return element('button', { type: 'button', class: 'citation', 'data-citation': id, 'aria-label': name }, `[${id}]`);
  }
  // The word is drawn by the style: seen and read out, but not copied with the text.
  const unresolved = finished && { class: 'unresolved', 'data-word': labels.unresolved };
  return element('span', { 'data-citation': id, ...unresolved }, `[${id}]`);
}
