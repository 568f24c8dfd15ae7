import type { Message } from '../../chat/model/model.ts';
import { element } from '../dom/dom.ts';
import { calendarDay, longDay } from '../dom/time.ts';

/** The days on which a conversation goes on, by the message that begins each. Today needs no word while it is alone. */
export function dayStarts(messages: readonly Message[], today: string | undefined): ReadonlyMap<string, string> {
  const starts = new Map<string, string>();
  let day: string | undefined;
  for (const { id, createdAt } of messages) {
    const next = calendarDay(createdAt);
    if (next !== undefined && next !== day && createdAt !== undefined) {
      if (day !== undefined || next !== today) starts.set(id, createdAt);
      day = next;
    }
  }
  return starts;
}

/** The line between two days. */
export function daySeparator(iso: string, language: string): HTMLElement {
  return element('p', { class: 'day' }, element('time', { datetime: calendarDay(iso) }, longDay(iso, language) ?? ''));
}
