import { own } from '../../base/ownProperty.ts';
import { element, icon } from '../dom/dom.ts';
import { setVisibleText, visibleNodes } from '../dom/invisibleCharacters.ts';
import { fill } from '../dom/labels.ts';
import type { MenuItem } from '../dom/menu.ts';
import type { Page } from '../dom/page.ts';
import { fullTime } from '../dom/time.ts';
import { stateWord } from './state.ts';
import type { MessagePainting } from './types.ts';

export interface AboutAnswer {
  /** The notices that must not be missed. */
  readonly notices: HTMLElement;
  /** The details that one may look up. */
  readonly details: HTMLElement;
  /** The action that shows the details, and hides them again. */
  readonly items: () => readonly MenuItem[];
  readonly update: (painting: MessagePainting, finished: boolean) => void;
}

/** Creates the details that the vendor tells about an answer beside its text. */
export function createAboutAnswer({ labels }: Page): AboutAnswer {
  const advice = notice('law', labels.legalAdvice);
  const tools = notice('tools', '');
  const notices = element('div', { class: 'notices', hidden: true }, advice.element, tools.element);
  const list = element('dl');
  const details = element(
    'div',
    { class: 'about', role: 'group', 'aria-label': labels.aboutAnswer, tabindex: '-1', hidden: true },
    list,
  );
  let isFinished = false;
  const show = () => {
    details.hidden = !details.hidden;
    if (!details.hidden) details.focus();
  };

  const update = ({ message, isLast, head }: MessagePainting, finished: boolean) => {
    const { legalAdvice, intent, toolCalls = [], moreToolCalls = 0, other = {} } = message.details ?? {};
    advice.element.hidden = legalAdvice !== true;
    tools.element.hidden = toolCalls.length === 0;
    const names = toolCalls.join(', ');
    const all = moreToolCalls > 0 ? fill(labels.andMore, names, moreToolCalls) : names;
    setVisibleText(tools.words, fill(labels.toolCalls, all));
    notices.hidden = advice.element.hidden && tools.element.hidden;
    isFinished = finished;
    if (!finished) details.hidden = true;
    const facts = [
      [labels.state, stateWord(message, isLast, labels).word],
      [labels.intent, intent],
      [labels.answered, fullTime(message.createdAt, labels.language)],
      [labels.vendorMessageId, message.storedId],
      // Only what the service has a title for: the rest is for support, and stands in an export.
      ...Object.entries(head.session?.assistant.metadataLabels ?? {}).map(([key, title]) => [
        title,
        plain(own(other, key)),
      ]),
    ].filter(([, value]) => value !== undefined);
    list.replaceChildren(
      ...facts.flatMap(([name = '', value = '']) => [
        element('dt', {}, name),
        element('dd', { dir: 'auto' }, ...visibleNodes(value)),
      ]),
    );
  };
  const items = () => (isFinished ? [{ name: labels.aboutAnswer, run: show }] : []);
  return { notices, details, items, update };
}

/** A value as text; undefined where it is none that a line could show. */
function plain(value: unknown): string | undefined {
  return ['string', 'number', 'boolean'].includes(typeof value) && value !== '' ? String(value) : undefined;
}

function notice(iconName: string, text: string) {
  const words = element('span', {}, text);
  return { element: element('p', { class: 'notice', role: 'note', hidden: true }, icon(iconName), words), words };
}
