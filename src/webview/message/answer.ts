import { own } from '../../base/ownProperty.ts';
import type { Source } from '../../chat/model/model.ts';
import { markdownOf } from '../../chat/text/structuredResult.ts';
import { element } from '../dom/dom.ts';
import { setVisibleText } from '../dom/invisibleCharacters.ts';
import { fill } from '../dom/labels.ts';
import type { Page } from '../dom/page.ts';
import { createMarkdown } from '../markdown/stream.ts';
import { createAnswerActions } from './answerActions.ts';
import { createAboutAnswer } from './answerDetails.ts';
import { lightTogether } from './citedSources.ts';
import { createRawText } from './rawText.ts';
import { createSources } from './sources.ts';
import { showPassages } from './sourceTooltip.ts';
import { isRunning } from './state.ts';
import { listenToText } from './textActions.ts';
import type { MessagePart } from './types.ts';

/** An answer: its text, its sources, and one line with what can be done with it and whom it is owed to. */
export function createAnswer(page: Page, messageId: string): MessagePart {
  const { labels } = page;
  const text = element('div', { class: 'markdown', dir: 'auto' });
  const markdown = createMarkdown(text);
  const sources = createSources(page, messageId);
  const none = element('span', { class: 'no-sources' }, labels.noSources);
  const credit = element('span', { class: 'credit' });
  const facts = element('p', { class: 'facts' }, none, credit);
  const about = createAboutAnswer(page);
  const raw = createRawText(page, text);
  const actions = createAnswerActions(page, messageId, () => [...raw.items(), ...about.items()]);
  const footer = element('footer', {}, actions.element, facts);
  listenToText(text, page, messageId, sources.reveal);
  lightTogether(text, sources.element);
  let named: readonly Source[] = [];
  showPassages(text, (id) => named.find((source) => source.id === id));

  return {
    nodes: [text, raw.element, about.notices, sources.element, footer, about.details],
    update: (painting) => {
      const { message, head } = painting;
      const assistant = head.session?.assistant;
      named = message.sources;
      const finished = !isRunning(message);
      // What is not whole yet is no JSON.
      const shown = finished ? markdownOf(message.text) : message.text;
      markdown.update(shown, { labels, sources: message.sources, finished });
      raw.update(painting);
      sources.update(message, head.sourcesBeside === true, own(head.sharedSources, messageId));
      none.hidden = !(assistant?.expectsSources && message.state === 'complete' && named.length === 0);
      setVisibleText(credit, assistant?.poweredBy === undefined ? '' : fill(labels.poweredBy, assistant.poweredBy));
      credit.hidden = assistant?.poweredBy === undefined || message.text === '';
      facts.hidden = none.hidden && credit.hidden;
      about.update(painting, finished);
      actions.update(painting, finished);
      footer.hidden = facts.hidden && actions.element.hidden;
    },
  };
}
