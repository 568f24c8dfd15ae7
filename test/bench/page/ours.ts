// Runs in the browser: the page's own Markdown, and what can be counted while it grows.

import type { EmitOptions } from '../../../src/webview/markdown/options.ts';
import { parser } from '../../../src/webview/markdown/parser.ts';
import { createMarkdown } from '../../../src/webview/markdown/stream.ts';

/** @param body where it grows */
export function ours(body: HTMLElement, options: EmitOptions): (text: string) => void {
  const view = createMarkdown(body);
  return (text) => view.update(text, options);
}

/** What one answer costs that comes in steps of `step` characters. No clock is in it: the same at every run. */
export async function counters(text: string, step: number, options: EmitOptions) {
  const body = document.createElement('div');
  document.body.append(body);
  const counted = { added: 0, removed: 0, parsed: 0, updates: 0 };
  const observer = new MutationObserver((records) => {
    for (const { addedNodes, removedNodes } of records) {
      counted.added += addedNodes.length;
      counted.removed += removedNodes.length;
    }
  });
  observer.observe(body, { childList: true, subtree: true });
  const { parse } = parser;
  parser.parse = (source, env) => {
    counted.parsed += source.length;
    return parse.call(parser, source, env);
  };
  const update = ours(body, options);
  for (let end = step; end < text.length + step; end += step) {
    update(text.slice(0, end));
    counted.updates++;
    // Records are delivered after each step, as in a page: nodes made and gone within one count too.
    await Promise.resolve();
  }
  parser.parse = parse;
  observer.disconnect();
  body.remove();
  return { ...counted, parsedPerCharacter: counted.parsed / text.length, churn: counted.removed / counted.added };
}
