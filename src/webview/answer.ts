import type { Source } from '../chat/model/model.ts';
import { createAboutAnswer } from './aboutAnswer.ts';
import { createAnswerActions } from './answerActions.ts';
import { element } from './dom.ts';
import { setVisibleText } from './hidden.ts';
import { fill } from './labels.ts';
import { createMarkdown } from './markdown/stream.ts';
import type { MessagePart } from './message.ts';
import { isRunning } from './messageState.ts';
import type { Page } from './page.ts';
import { showPassages } from './passageTip.ts';
import { createRating } from './rating.ts';
import { createSources } from './sources.ts';
import { listenToText } from './textActions.ts';

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
