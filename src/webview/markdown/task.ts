import type { Labels } from '../../pageWords.ts';
import { element } from '../dom/dom.ts';
import type { Token } from './parser.ts';

/**
 * The box of a task list's item: a picture with a name, since nothing can be ticked in an answer. Takes its letters out
 * of the tokens and returns the box, or undefined when the item is no task.
 */
export function taskBox(tokens: readonly Token[], labels: Labels): HTMLElement | undefined {
  const [first] = tokens;
  const [mark] = (first?.type === 'text' && /^\[[ xX]\](?=\s)/.exec(first.content)) || [];
  if (!first || mark === undefined) return undefined;
  first.content = first.content.slice(mark.length);
  const done = mark !== '[ ]';
  const name = done ? labels.taskDone : labels.taskOpen;
  return element('span', { class: done ? 'task done' : 'task', role: 'img', 'aria-label': name });
}
