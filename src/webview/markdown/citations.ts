import { withNames } from '../../chat/text/invisibleCharacters.ts';
import { element } from '../dom/dom.ts';
import { visibleNodes } from '../dom/invisibleCharacters.ts';
import { fill } from '../dom/labels.ts';
import { morphAttributes } from './morphAttributes.ts';
import type { EmitOptions } from './options.ts';

const mark = /\[(\d{1,3}(?:(?:, ?| ?[-–] ?)\d{1,3})*)\]/g;

/** Appends text; each number of an `[n]`, `[n, m]` or `[n–m]` in it becomes a mark that knows its source, if there is one. */
export function appendText(text: string, parent: HTMLElement, options: EmitOptions, inLink: boolean): void {
  let end = 0;
  // A button inside a link could not be reached.
  for (const found of inLink ? [] : text.matchAll(mark)) {
    if (found.index > end) parent.append(...visibleNodes(text.slice(end, found.index)));
    const [written, ids = ''] = found;
    parent.append(/\D/.test(ids) ? citations(written, options) : citation(ids, written, options));
    end = found.index + found[0].length;
  }
  if (end < text.length) parent.append(...visibleNodes(text.slice(end)));
}

/** Sources may come after the text that names them: brings all marks of an answer up to date, in place. */
export function resolveCitations(body: HTMLElement, options: EmitOptions): void {
  for (const shown of body.querySelectorAll<HTMLElement>('[data-citations]')) {
    const wanted = citations(shown.textContent, options);
    if (wanted.childElementCount !== shown.childElementCount) shown.replaceWith(wanted);
  }
  for (const shown of body.querySelectorAll<HTMLElement>('[data-citation]')) {
    const wanted = citation(shown.dataset['citation'] ?? '', shown.textContent, options);
    // A mark that stays a mark keeps its node, and with it the focus and the passage that it shows.
    if (wanted.tagName === shown.tagName) morphAttributes(shown, wanted);
    else shown.replaceWith(wanted);
  }
}

/**
 * `[1, 2]` or `[1–3]`, as it is written: marks as soon as one number has a source, of a range both; else it may be an
 * interval or pages, and is text.
 */
function citations(text: string, options: EmitOptions): HTMLElement {
  const box = element('span', { 'data-citations': true });
  const known = (text.match(/\d+/g) ?? []).map((number) => options.sources.some(({ id }) => id === number));
  const areMarks = /[-–]/.test(text) ? !known.includes(false) : known.includes(true);
  if (!areMarks) box.append(text);
  else {
    for (const [, gap = '', part = '', id = ''] of text.matchAll(/(, ?| ?[-–] ?)?(\[?(\d+)\]?)/g))
      box.append(gap, citation(id, part, options));
  }
  return box;
}

function citation(id: string, text: string, { labels, sources, finished }: EmitOptions): HTMLElement {
  const source = sources.find((candidate) => candidate.id === id);
  if (source) {
    const name = fill(labels.showSource, id, withNames(source.title));
    return element('button', { type: 'button', class: 'citation', 'data-citation': id, 'aria-label': name }, text);
  }
  // The word is drawn by the style: seen and read out, but not copied with the text.
  const unresolved = finished && { class: 'unresolved', 'data-word': labels.unresolved };
  return element('span', { 'data-citation': id, ...unresolved }, text);
}
