// Runs in the browser: what the tests of Markdown ask of the page's own code. Bundled by `markdownPage.ts`.

import { blockEnd } from '../../src/webview/find/blockEnd.ts';
import { paintedText } from '../../src/webview/find/paintedText.ts';
import { readable } from '../../src/webview/find/searchText.ts';
import { boxSize } from '../../src/webview/markdown/boxes.ts';
import type { EmitOptions } from '../../src/webview/markdown/options.ts';
import { createMarkdown } from '../../src/webview/markdown/stream.ts';

export { expectedOutline, shownOutline } from './outline.ts';

function painted(text: string, options: EmitOptions): HTMLElement {
  const body = document.createElement('div');
  createMarkdown(body).update(text, options);
  return body;
}

/** What is shown of a text that came at once. */
export function show(text: string, options: EmitOptions): string {
  return painted(text, options).innerHTML;
}

/** The blocks of words that are searched, and those that are painted. */
export function searchedAndPainted(text: string, options: EmitOptions) {
  return [readable(text, options.labels), paintedText(painted(text, options)).text].map((words) =>
    words.split(blockEnd),
  );
}

/** Text nodes may be cut differently, and what was laid out once may be skipped; a person sees no difference. */
function isAlike(one: HTMLElement, other: HTMLElement): boolean {
  const [a, b] = [one, other].map((body) => {
    const copy = body.cloneNode(true) as HTMLElement;
    for (const box of copy.querySelectorAll('.whole, .long')) {
      box.classList.remove('whole', 'long');
      box.removeAttribute('style');
      if (box.className === '') box.removeAttribute('class');
    }
    copy.normalize();
    return copy;
  });
  return a !== undefined && b !== undefined && a.isEqualNode(b);
}

/** Very long blocks stand in boxes; with sizes this small those of a test are very long. */
export function useSmallBoxes(): void {
  Object.assign(boxSize, { characters: 60, parts: 3 });
}

/** The first prefix at which the text that grew by `steps` (in turn) and the text painted at once differ. */
export function firstDifference(text: string, steps: readonly number[], options: EmitOptions) {
  const grown = document.createElement('div');
  // Shown, so that what is laid out takes part.
  document.body.replaceChildren(grown);
  const growing = createMarkdown(grown);
  for (let end = 0, turn = 0; ; turn++) {
    const prefix = text.slice(0, end);
    growing.update(prefix, options);
    const atOnce = painted(prefix, options);
    if (!isAlike(grown, atOnce)) return { prefix, grown: grown.innerHTML, atOnce: atOnce.innerHTML };
    if (end >= text.length) return undefined;
    end += steps[turn % steps.length] ?? 1;
  }
}

/** The first prefix that is painted differently when it replaces the whole text than when it comes at once. */
export function firstBadShortening(text: string, options: EmitOptions): string | undefined {
  for (let cut = 0; cut < text.length; cut++) {
    const grown = document.createElement('div');
    const growing = createMarkdown(grown);
    for (const prefix of [text.slice(0, cut), text, text.slice(0, cut)]) growing.update(prefix, options);
    if (!isAlike(grown, painted(text.slice(0, cut), options))) return text.slice(0, cut);
  }
  return undefined;
}

/** The first place at which a text that came in two parts differs from one that came at once. */
export function firstBadCut(text: string, options: EmitOptions): string | undefined {
  const atOnce = painted(text, options);
  for (let cut = 0; cut < text.length; cut++) {
    const grown = document.createElement('div');
    const growing = createMarkdown(grown);
    growing.update(text.slice(0, cut), options);
    growing.update(text, options);
    if (!isAlike(grown, atOnce)) return text.slice(0, cut);
  }
  return undefined;
}

/** Nodes of `before` that are gone after the text has grown to each of `texts`. */
export function lostNodes(texts: readonly string[], options: EmitOptions): number {
  const body = document.createElement('div');
  const view = createMarkdown(body);
  view.update(texts[0] ?? '', options);
  const nodes = [...body.querySelectorAll('*')];
  for (const text of texts.slice(1)) view.update(text, options);
  return nodes.filter((node) => !body.contains(node)).length;
}
