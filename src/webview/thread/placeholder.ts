import type { Assistant, AssistantChoice } from '../../chat/model/model.ts';
import type { ChatState, NoteAction } from '../../protocol.ts';
import { element, icon, textButton } from '../dom/dom.ts';
import { createNote } from '../dom/errorNote.ts';
import { visibleNodes } from '../dom/invisibleCharacters.ts';
import type { Page } from '../dom/page.ts';
import { aboutAssistant, greetingOf } from './assistantIntro.ts';

export interface Placeholder {
  /** Returns what stands in the place of the messages, or after them, if anything. */
  readonly paint: (state: ChatState | undefined) => Shown;
}

/** The effect of a click on a question to try. In the demo, which costs nothing and sends nothing, it asks at once. */
export interface UseExample {
  readonly fill: (text: string) => void;
  readonly ask: (text: string) => void;
}

interface Shown {
  readonly nodes: readonly HTMLElement[];
  readonly replaces: 'messages' | 'nothing';
}

/** Creates what the region shows when there is no conversation: welcome, choices, greeting, loading, or an obstacle. */
export function createPlaceholder(page: Page, use: UseExample): Placeholder {
  const obstacle = createNote(page);
  const loading = element('p', { class: 'loading' }, icon('loading'), page.labels.loading);
  let shownKey = '';
  let shown: HTMLElement | undefined;

  /** Builds only when what it shows changed: a button that has the focus stays the same node. */
  const kept = (key: readonly unknown[], build: () => HTMLElement) => {
    const text = JSON.stringify(key);
    if (text !== shownKey || !shown) shown = build();
    shownKey = text;
    return shown;
  };

  const paint = (state: ChatState | undefined): Shown => {
    if (!state) return { nodes: [loading], replaces: 'messages' };
    const { head, transcript } = state;
    obstacle.update(head.obstacle);
    const choosing = head.session === undefined && head.choices.length > 0;
    if (head.obstacle && !choosing) {
      // What was read before stays readable, above the reason why nothing newer comes.
      const readable = head.session !== undefined && transcript.messages.length > 0;
      return { nodes: [obstacle.element], replaces: readable ? 'nothing' : 'messages' };
    }
    if (head.session === undefined) {
      if (head.choices.length === 0 && head.loading) return { nodes: [loading], replaces: 'messages' };
      const node =
        head.choices.length === 0
          ? kept(['welcome'], () => welcome(page))
          : kept(['choices', head.choices], () => choiceList(page, head.choices));
      // What is missing among the choices is said below them.
      return { nodes: head.obstacle ? [node, obstacle.element] : [node], replaces: 'messages' };
    }
    if (transcript.messages.length > 0) return { nodes: [], replaces: 'nothing' };
    if (head.loading) return { nodes: [loading], replaces: 'messages' };
    const { assistant, demo } = head.session;
    const node = kept(['empty', assistant, demo], () => emptyThread(page, assistant, demo, use));
    return { nodes: [node], replaces: 'messages' };
  };
  return { paint };
}

/** Returns the welcome while nothing is connected: one sentence and two ways on. */
function welcome({ labels, post }: Page): HTMLElement {
  const act = (action: NoteAction) => () => post({ type: 'note-action', action });
  return element(
    'div',
    { class: 'welcome' },
    element('p', {}, labels.welcome),
    textButton(labels.tryDemo, act('try-demo'), 'button primary'),
    textButton(labels.addConnection, act('add-connection')),
    element('p', {}, labels.demoNeedsNothing),
  );
}

/** The assistants that can be asked, where none is chosen yet. */
function choiceList({ labels, post }: Page, choices: readonly AssistantChoice[]): HTMLElement {
  const item = ({ connectionId, connectionLabel, assistantId, name }: AssistantChoice) => {
    const button = textButton('', () => post({ type: 'choose', connectionId, assistantId }), 'choice');
    button.append(...visibleNodes(name), element('span', { class: 'connection' }, ...visibleNodes(connectionLabel)));
    return element('li', {}, button);
  };
  return element(
    'div',
    { class: 'welcome' },
    element('h2', {}, labels.chooseAssistant),
    element('ul', { class: 'choices', 'aria-label': labels.chooseAssistant }, ...choices.map(item)),
  );
}

/** A thread without messages: who is there, what it is for, and questions to try. */
function emptyThread(page: Page, assistant: Assistant, demo: string | undefined, use: UseExample): HTMLElement {
  const { labels } = page;
  const { name, description, greeting, examples = [] } = assistant;
  const lines = [description, demo].filter((line) => line !== undefined && line !== '');
  const about = [greetingOf(page, greeting), aboutAssistant(page, assistant)].filter((node) => node !== undefined);
  const buttons = examples.map((text) =>
    element(
      'li',
      {},
      textButton(text, () => (demo === undefined ? use.fill : use.ask)(text), 'choice'),
    ),
  );
  return element(
    'div',
    { class: 'welcome' },
    element('h2', { dir: 'auto' }, ...visibleNodes(name)),
    ...lines.map((line) => element('p', { dir: 'auto' }, ...visibleNodes(line ?? ''))),
    ...about,
    ...(buttons.length > 0
      ? [
          element('h3', {}, labels.examples),
          element('ul', { class: 'choices', 'aria-label': labels.examples }, ...buttons),
        ]
      : []),
  );
}
