import type { Source } from '../../chat/model/model.ts';
import { element } from '../dom/dom.ts';
import { setVisibleText } from '../dom/invisibleCharacters.ts';
import { fill } from '../dom/labels.ts';
import type { Page } from '../dom/page.ts';
import { createMarkdown } from '../markdown/stream.ts';
import { createAnswerActions } from './answerActions.ts';
import { createAboutAnswer } from './answerDetails.ts';
import { createRating } from './rating.ts';
import { createSources } from './sources.ts';
import { showPassages } from './sourceTooltip.ts';
import { isRunning } from './state.ts';
import { listenToText } from './textActions.ts';
import type { MessagePart } from './types.ts';

/** An answer: its text, its sources, whom it is owed to, and what can be done with it. */
export function createAnswer(page: Page, messageId: string): MessagePart {
  const { labels } = page;
  const text = element('div', { class: 'markdown', dir: 'auto' });
  const markdown = createMarkdown(text);
  const sources = createSources(page, messageId);
  const credit = element('p', { class: 'credit' });
  const actions = createAnswerActions(page, messageId);
  const about = createAboutAnswer(page);
  const rating = createRating(page, messageId);
  const footer = element('footer', {}, credit, actions.element, rating.element);
  listenToText(text, page, messageId, sources.reveal);
  let named: readonly Source[] = [];
  showPassages(text, (id) => named.find((source) => source.id === id));

  return {
    nodes: [text, about.notices, sources.element, about.details, footer],
    update: (painting) => {
      const { message, head } = painting;
      const assistant = head.session?.assistant;
      named = message.sources;
      markdown.update(message.text, { labels, sources: message.sources, finished: !isRunning(message) });
      sources.update(message, assistant?.expectsSources === true && message.state === 'complete');
      setVisibleText(credit, assistant?.poweredBy === undefined ? '' : fill(labels.poweredBy, assistant.poweredBy));
      credit.hidden = assistant?.poweredBy === undefined || message.text === '';
      about.update(message, !isRunning(message));
      actions.update(painting, !isRunning(message));
      rating.update(painting);
      footer.hidden = credit.hidden && actions.element.hidden && rating.element.hidden;
    },
  };
}
