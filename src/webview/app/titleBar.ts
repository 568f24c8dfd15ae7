import { withNames } from '../../chat/text/invisibleCharacters.ts';
import type { ChatHead, MenuCommand, SlashCommand } from '../../protocol.ts';
import { element, icon } from '../dom/dom.ts';
import { setVisibleText } from '../dom/invisibleCharacters.ts';
import { attachMenu, type MenuItem } from '../dom/menu.ts';
import type { Page } from '../dom/page.ts';

export interface TitleBar {
  readonly element: HTMLElement;
  readonly paint: (head: ChatHead | undefined) => void;
}

/** The title of the conversation, and in its menu what can be done with it and where else to go. */
export function createTitleBar({ labels, post, find }: Page): TitleBar {
  const words = element('span', { class: 'title-words', dir: 'auto' });
  const button = element('button', { type: 'button', class: 'title' }, words, icon('chevron-down'));
  const heading = element('h1', {}, button);
  const bar = element('header', { class: 'head' }, heading);
  let hasThread = false;
  const run = (command: SlashCommand | MenuCommand) => () => post({ type: 'run-command', command });
  const items = (): readonly MenuItem[] => [
    { name: labels.menu['find-thread'], run: run('find-thread') },
    { name: labels.find, run: find },
    ...(hasThread
      ? [
          { name: labels.menu.rename, run: run('rename') },
          { name: labels.menu.move, run: run('move') },
          { name: labels.menu.export, run: run('export') },
        ]
      : []),
    { name: labels.menu.guide, run: run('guide') },
    { name: labels.menu.settings, run: run('settings') },
  ];
  attachMenu(button, items, 'below');
  return {
    element: bar,
    paint: (head) => {
      const session = head?.session;
      hasThread = session?.threadId !== undefined;
      setVisibleText(words, session ? (session.title ?? labels.newConversation) : labels.chooseAssistant);
      const local = session?.isTitleLocal ? `\n${labels.localTitle}` : '';
      button.title = `${withNames(session?.title ?? '')}${local}`;
      // Nothing is open that could have a menu: the words below say what to do.
      bar.classList.toggle('visually-hidden', session === undefined);
      button.disabled = session === undefined;
    },
  };
}
