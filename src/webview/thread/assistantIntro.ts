import type { Assistant } from '../../chat/model/model.ts';
import { element } from '../dom/dom.ts';
import { visibleNodes } from '../dom/invisibleCharacters.ts';
import type { Page } from '../dom/page.ts';
import { fullTime } from '../dom/time.ts';
import { createMarkdown } from '../markdown/stream.ts';

export interface AssistantIntro {
  /** Returns the elements above the messages; none where the assistant says nothing of itself. */
  readonly paint: (assistant: Assistant | undefined) => readonly HTMLElement[];
}

/** The assistant's greeting and what its vendor tells about it, above a conversation. Built when it changes. */
export function createAssistantIntro(page: Page): AssistantIntro {
  let shownKey: string | undefined;
  let shown: readonly HTMLElement[] = [];
  return {
    paint: (assistant) => {
      const key = JSON.stringify(assistant);
      if (key !== shownKey) {
        const { greeting } = assistant ?? {};
        const nodes = assistant ? [greetingOf(page, greeting), aboutAssistant(page, assistant)] : [];
        const filled = nodes.filter((node) => node !== undefined);
        shown = filled.length > 0 ? [element('div', { class: 'intro' }, ...filled)] : [];
      }
      shownKey = key;
      return shown;
    },
  };
}

/** Returns the greeting of an assistant, which is Markdown as answers are. */
export function greetingOf({ labels }: Page, greeting: string | undefined): HTMLElement | undefined {
  if (greeting === undefined || greeting.trim() === '') return undefined;
  const body = element('div', { class: 'markdown', dir: 'auto' });
  createMarkdown(body).update(greeting, { labels, sources: [], finished: true });
  return body;
}

/** Everything else that the vendor tells about the assistant, for whoever wants to know; undefined where that is nothing. */
export function aboutAssistant({ labels }: Page, assistant: Assistant): HTMLElement | undefined {
  const { description, models = [], ownData, maximumTokens, sessionEnds } = assistant;
  const data = ownData && { also: labels.dataAlso, only: labels.dataOnly, none: labels.dataNone }[ownData];
  const told = [
    [labels.languageModels, models.length > 0 ? models.join(', ') : undefined],
    [labels.dataUse, data],
    [labels.tokenLimit, maximumTokens?.toLocaleString(labels.language)],
    [labels.sessionEnds, fullTime(sessionEnds, labels.language)],
  ].filter(([, value]) => value !== undefined);
  if (told.length === 0) return undefined;
  const facts = [[labels.assistantName, assistant.name], [labels.description, description], ...told];
  return element(
    'details',
    { class: 'about' },
    element('summary', {}, labels.aboutAssistant),
    element(
      'dl',
      {},
      ...facts
        .filter(([, value]) => value !== undefined && value !== '')
        .flatMap(([name = '', value = '']) => [
          element('dt', {}, name),
          element('dd', { dir: 'auto' }, ...visibleNodes(value)),
        ]),
    ),
  );
}
