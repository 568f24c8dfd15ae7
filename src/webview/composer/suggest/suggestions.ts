import type { ChatState } from '../../../protocol.ts';
import { element } from '../../dom/dom.ts';
import { visibleNodes } from '../../dom/invisibleCharacters.ts';
import type { Page } from '../../dom/page.ts';
import { createQuery, type Query } from '../../dom/query.ts';
import { type Suggestion, suggestionsFor } from './items.ts';
import { findTrigger, type Trigger } from './trigger.ts';

export interface Suggestions {
  readonly element: HTMLElement;
  readonly paint: (state: ChatState | undefined) => void;
  readonly close: () => void;
}

/**
 * The list over the composer: `/` names a command, `@` an assistant. The field keeps the focus and says which entry is
 * meant, as a combobox does; arrows move, Enter and Tab take, Esc closes. Within a question no entry is meant at first:
 * Enter sends what was typed, and changes no assistant.
 */
export function createSuggestions(
  { labels, announce }: Page,
  input: HTMLTextAreaElement,
  take: (suggestion: Suggestion, trigger: Trigger) => void,
): Suggestions {
  input.setAttribute('aria-autocomplete', 'list');
  // A list that scrolls has to take the focus, and gives it back.
  const list = element('ul', { class: 'suggestions', role: 'listbox', id: 'suggestions', tabindex: '0', hidden: true });
  list.addEventListener('focus', () => input.focus());
  let state: ChatState | undefined;
  let trigger: Trigger | undefined;
  let shown: readonly Suggestion[] = [];
  let active = 0;
  /** The place where a list was closed by Esc: it stays closed until another word begins. */
  let refused: number | undefined;

  const close = () => {
    trigger = undefined;
    list.hidden = true;
    for (const name of ['aria-controls', 'aria-activedescendant']) input.removeAttribute(name);
  };

  /** None where `index` is -1. */
  const mark = (index: number) => {
    active = index;
    [...list.children].forEach((option, place) => {
      option.ariaSelected = String(place === index);
    });
    list.children[index]?.scrollIntoView({ block: 'nearest' });
    if (index < 0) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', `suggestion-${index}`);
  };

  const accept = () => {
    const [suggestion, place] = [shown[Math.max(0, active)], trigger];
    close();
    if (suggestion && place) take(suggestion, place);
  };

  const option = ({ name, detail }: Suggestion, index: number, query: Query) => {
    const node = element(
      'li',
      { role: 'option', id: `suggestion-${index}`, class: 'suggestion', 'aria-selected': 'false' },
      element('span', { class: 'suggestion-name', dir: 'auto' }, ...typedIn(name, query)),
      ' ',
      element('span', { class: 'suggestion-detail', dir: 'auto' }, ...typedIn(detail, query)),
    );
    // The field must keep the focus.
    node.addEventListener('mousedown', (event) => event.preventDefault());
    node.addEventListener('click', () => {
      active = index;
      accept();
    });
    return node;
  };

  const update = () => {
    const next = state?.head.session && findTrigger(input.value, input.selectionStart);
    if (next?.start !== refused) refused = undefined;
    const found =
      state && next && refused === undefined ? suggestionsFor(next, state.head, state.transcript.running, labels) : [];
    if (!next || found.length === 0) return close();
    trigger = next;
    shown = found;
    const query = createQuery(next.word);
    list.replaceChildren(...found.map((suggestion, index) => option(suggestion, index, query)));
    list.ariaLabel = next.sign === '/' ? labels.slashCommands : labels.chooseAssistant;
    // A field of several lines may not be a combobox, so that a list has come is said.
    if (list.hidden) announce(list.ariaLabel);
    list.hidden = false;
    input.setAttribute('aria-controls', 'suggestions');
    // A name within a sentence is a word of it until the person goes to the list.
    const isWithin = input.value.slice(0, next.start).trim() !== '';
    mark(isWithin ? -1 : 0);
  };

  input.addEventListener('input', (event) => {
    // While an input method composes, the word is not yet what it will be.
    if (!(event as InputEvent).isComposing) update();
  });
  input.addEventListener('compositionend', update);
  input.addEventListener('blur', ({ relatedTarget }) => {
    if (relatedTarget !== list) close();
  });
  input.addEventListener('keydown', (event) => {
    if (list.hidden || event.isComposing || event.keyCode === 229) return;
    const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const move = moves[event.key];
    if (move !== undefined) mark((Math.max(active, move > 0 ? -1 : 0) + move + shown.length) % shown.length);
    else if (event.key === 'Enter' && active < 0) {
      close();
      return;
    } else if ((event.key === 'Enter' && !event.shiftKey) || (event.key === 'Tab' && !event.shiftKey)) accept();
    else if (event.key === 'Tab') {
      // Back to what is before the field: a list that is open would take the focus, and give it back.
      close();
      return;
    } else if (event.key === 'Escape') {
      refused = trigger?.start;
      close();
    } else return;
    // Neither sent, nor stopped, nor left.
    event.preventDefault();
    event.stopImmediatePropagation();
  });

  return {
    element: list,
    paint: (next) => {
      state = next;
    },
    close,
  };
}

/** The nodes of a text, with the beginning of the word that was typed set off. */
function typedIn(text: string, query: Query): (string | Node)[] {
  const found = query.in(text).find(({ start }) => start === 0 || /[\s/@]/.test(text[start - 1] ?? ''));
  if (!found) return visibleNodes(text);
  return [
    ...visibleNodes(text.slice(0, found.start)),
    element('span', { class: 'suggestion-typed' }, ...visibleNodes(text.slice(found.start, found.end))),
    ...visibleNodes(text.slice(found.end)),
  ];
}
