import type { AssistantChoice, AssistantKey } from '../../chat/model/model.ts';
import { withNames } from '../../chat/text/invisibleCharacters.ts';
import type { ChatHead } from '../../protocol.ts';
import { element } from '../dom/dom.ts';
import { setVisibleText } from '../dom/invisibleCharacters.ts';
import type { Page } from '../dom/page.ts';

export interface Chooser {
  readonly element: HTMLElement;
  /** Returns the assistant that is shown as chosen; undefined while none is. */
  readonly shown: () => AssistantKey | undefined;
  readonly paint: (head: ChatHead | undefined) => void;
}

/**
 * Creates the assistant picker: a native list, grouped by connection, and beside it the connection of the one chosen.
 */
export function createChooser({ labels, post }: Page): Chooser {
  const select = element('select', { 'aria-label': labels.assistant });
  const connection = element('span', { class: 'connection', dir: 'auto' });
  const badge = element('span', { class: 'badge', hidden: true }, labels.demo);
  const bar = element('div', { class: 'asks' }, select, connection, badge);
  let chosen = '';
  let painted = '';

  const shown = () => {
    if (select.value === '') return undefined;
    const [connectionId, assistantId] = JSON.parse(select.value) as [string, string];
    return { connectionId, assistantId };
  };
  select.addEventListener('change', () => {
    const wanted = shown();
    // Until the host shows a conversation with the other one, this one is asked.
    select.value = chosen;
    if (wanted) post({ type: 'choose', ...wanted });
  });

  const paint = (head: ChatHead | undefined) => {
    const session = head?.session;
    const choices = withChosen(head);
    select.hidden = choices.length === 0;
    badge.hidden = session?.demo === undefined;
    badge.title = session?.demo ?? '';
    badge.ariaDescription = badge.title;
    // The badge says the same, where the connection has the name that Try the Demo gave it.
    connection.hidden = !badge.hidden && session?.connectionLabel === labels.demo;
    setVisibleText(connection, session?.connectionLabel ?? '');
    connection.title = withNames(session?.connectionLabel ?? '');
    chosen = session ? optionValue(session.connectionId, session.assistant.id) : '';
    // New options would close a list that is open just now.
    const unread = head?.unread ?? [];
    const key = JSON.stringify([choices, unread, chosen]);
    if (key === painted) return;
    painted = key;
    select.replaceChildren(
      ...(session ? [] : [prompt(labels.chooseAssistant)]),
      ...groups(choices),
      ...unread.map((name) => group(name, element('option', { value: '', disabled: true }, labels.unread))),
    );
    select.value = chosen;
  };
  return { element: bar, shown, paint };
}

function optionValue(connectionId: string, assistantId: string): string {
  return JSON.stringify([connectionId, assistantId]);
}

function prompt(text: string): HTMLOptionElement {
  return element('option', { value: '', disabled: true, hidden: true }, text);
}

/** The choices, and the one who is being asked even if it is no longer offered. */
function withChosen(head: ChatHead | undefined): readonly AssistantChoice[] {
  const { session, choices = [] } = head ?? {};
  if (!session) return choices;
  const { connectionId, connectionLabel, assistant } = session;
  const offered = choices.some((choice) => choice.connectionId === connectionId && choice.assistantId === assistant.id);
  return offered
    ? choices
    : [{ connectionId, connectionLabel, assistantId: assistant.id, name: assistant.name }, ...choices];
}

function groups(choices: readonly AssistantChoice[]): HTMLOptGroupElement[] {
  return [...Map.groupBy(choices, (choice) => choice.connectionId).values()].map((offered) =>
    group(
      offered[0]?.connectionLabel ?? '',
      ...offered.map(({ connectionId, assistantId, name }) =>
        element('option', { value: optionValue(connectionId, assistantId) }, withNames(name)),
      ),
    ),
  );
}

function group(connection: string, ...options: readonly HTMLOptionElement[]): HTMLOptGroupElement {
  return element('optgroup', { label: withNames(connection) }, ...options);
}
