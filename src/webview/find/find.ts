import type { ChatState } from '../../protocol.ts';
import { fill } from '../dom/labels.ts';
import type { Page } from '../dom/page.ts';
import { createQuery } from '../dom/query.ts';
import { createFindBar } from './findBar.ts';
import { createHighlighter } from './highlight.ts';
import { findMatches, type Match } from './matches.ts';
import { createPaintedMatches } from './paintedMatches.ts';

export interface Find {
  readonly element: HTMLElement;
  readonly open: () => void;
  readonly paint: (state: ChatState | undefined) => void;
}

export interface FindOptions {
  /** The article of a message, painted now if it was not yet. */
  readonly article: (messageId: string) => HTMLElement | undefined;
  readonly reveal: (target: Range | Element) => void;
}

/** Messages around the current match whose matches are coloured too. */
const coloured = 100;
/** Time between two searches while an answer comes. */
const followMilliseconds = 250;

/** Find in conversation: searches what was said, also where it is folded away or not painted yet. */
export function createFind({ labels, announce }: Page, { article, reveal }: FindOptions): Find {
  const highlighter = createHighlighter();
  let state: ChatState | undefined;
  let matches: readonly Match[] = [];
  let current = -1;
  let query = createQuery('');
  const messageOf = (id: string) => state?.transcript.messages.find((message) => message.id === id);
  let painted = createPaintedMatches(query, messageOf);
  let searchedAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let returnTo: Element | null = null;

  const bar = createFindBar(labels, {
    changed: () => look(),
    next: () => step(1),
    previous: () => step(-1),
    close: () => {
      hide();
      if (returnTo instanceof HTMLElement && returnTo.isConnected) returnTo.focus();
    },
  });

  function search(): void {
    clearTimeout(timer);
    timer = undefined;
    searchedAt = performance.now();
    const before = matches[current];
    matches = findMatches(state?.transcript.messages ?? [], query, labels);
    const same = matches.findIndex((match) => before && isSame(match, before));
    // The newest is looked for first: people search for what they have just read.
    current = same >= 0 ? same : matches.length - 1;
  }

  /** The messages changed: the count and the colours follow, the place stays. */
  function follow(): void {
    search();
    colour();
    tell();
  }

  /** Searches all of a growing answer anew: often enough to be read is often enough. */
  function followSoon(): void {
    const wait = searchedAt + followMilliseconds - performance.now();
    if (wait <= 0) follow();
    else timer ??= setTimeout(follow, wait);
  }

  function step(by: number): void {
    if (timer !== undefined) search();
    if (matches.length === 0) return;
    current = (current + by + matches.length) % matches.length;
    show();
  }

  function show(): void {
    const match = matches[current];
    const shown = match && article(match.messageId);
    const range = shown && at(painted.ranges(shown, match.part), match);
    if (range) unfold(range);
    // A match that cannot be shown itself leads to its message.
    const target = range ?? shown;
    if (target) reveal(target);
    colour();
    announce(tell());
  }

  function tell(): string {
    const found = matches.length > 0;
    const count = found ? fill(labels.findCount, current + 1, matches.length) : labels.findNothing;
    const text = query.empty ? '' : count;
    const older = text !== '' && state?.transcript.hasOlder === true ? labels.findOlder : '';
    bar.tell(text, found, older);
    return [text, older].filter((part) => part !== '').join(' ');
  }

  function colour(): void {
    const near = new Map<string, Match>();
    for (const match of matches.slice(Math.max(0, current - coloured), current + coloured))
      near.set(JSON.stringify([match.messageId, match.part]), match);
    let chosen: Range | undefined;
    const ranges = [...near.values()].flatMap(({ messageId, part }) => {
      const shown = document.querySelector<HTMLElement>(`[data-message="${CSS.escape(messageId)}"]`);
      const found = shown ? painted.ranges(shown, part) : [];
      const match = matches[current];
      if (match?.messageId === messageId && match.part === part) chosen = at(found, match);
      return found;
    });
    highlighter.show(ranges, chosen);
  }

  /** The person has typed, or has opened the search. */
  function look(): void {
    query = createQuery(bar.query());
    painted = createPaintedMatches(query, messageOf);
    search();
    show();
  }

  function hide(): void {
    clearTimeout(timer);
    timer = undefined;
    bar.element.hidden = true;
    highlighter.clear();
  }

  return {
    element: bar.element,
    open: () => {
      if (bar.element.hidden) returnTo = document.activeElement;
      bar.open();
      look();
    },
    paint: (next) => {
      const changed = next?.transcript.messages !== state?.transcript.messages;
      const otherSession = next?.head.session?.id !== state?.head.session?.id;
      state = next;
      if (bar.element.hidden) return;
      if (otherSession) hide();
      else if (changed) followSoon();
    },
  };
}

/** Returns the range of a match. The painted words may differ from the message's by a match at their end. */
function at(ranges: readonly Range[], { ordinal }: Match): Range | undefined {
  return ranges[ordinal] ?? ranges.at(-1);
}

function isSame(a: Match, b: Match): boolean {
  return a.messageId === b.messageId && a.part === b.part && a.ordinal === b.ordinal;
}

/** A match in a passage that is folded away opens it. */
function unfold(range: Range): void {
  const folded = range.startContainer.parentElement?.closest<HTMLElement>('[hidden]');
  if (!folded) return;
  folded.hidden = false;
  const button = folded.parentElement?.querySelector('[aria-expanded]');
  if (button) button.ariaExpanded = 'true';
}
