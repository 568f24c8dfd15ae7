import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Service } from '../service/service.ts';
import { askInChat, chatShows, enterKey, lastMessageIs, newConversation } from './chat';
import { clickInWorkbench, evaluateInChat, evaluateInWorkbench, screenshot } from './page';
import { until } from './until';
import { closeEditors, connectService, openText, setConnections } from './workspace';

// What the menu offers for what is selected, and for all of the answer.
const ofSelection = ['Quote in Question', 'Insert Selected Part of Answer'];
const ofAnswer = ['Insert Answer', 'Copy Answer'];

/** Selects what stands in an element of the chat, and opens the menu there as a right-click does. */
async function openMenu(selector: string): Promise<void> {
  await until('no menu from before', async () => (await menuItems()).length === 0);
  await until('the menu', async () => {
    await evaluateInChat((wanted: string) => {
      const node = document.querySelector(wanted);
      if (!node) return;
      // A click takes the focus from the message field.
      for (const type of ['pointerdown', 'pointerup']) node.dispatchEvent(new PointerEvent(type, { bubbles: true }));
      node.closest<HTMLElement>('[tabindex]')?.focus();
      getSelection()?.selectAllChildren(node);
      const { left, top } = node.getBoundingClientRect();
      const at = { clientX: left + 4, clientY: top + 4, button: 2, bubbles: true, cancelable: true };
      node.dispatchEvent(new MouseEvent('contextmenu', at));
    }, selector);
    return until('its items', async () => (await menuItems()).length > 0, 5);
  });
}

/** The names in the menu that is open, which may stand in a tree of its own; VS Code's Cut, Copy and Paste come last. */
const menuItems = (): Promise<readonly string[]> =>
  evaluateInWorkbench(() =>
    [document, ...Array.from(document.querySelectorAll('*'), ({ shadowRoot }) => shadowRoot)]
      .flatMap((root) => [...(root?.querySelectorAll('.monaco-menu .action-menu-item') ?? [])])
      .map((item) => item.querySelector('.action-label')?.textContent?.trim() ?? ''),
  );

/** Clicks an entry of the menu. VS Code takes no click within the first moment after a menu opens. */
async function chooseInMenu(name: string): Promise<void> {
  await until(`“${name}” is chosen`, async () => {
    if ((await menuItems()).length === 0) return true;
    await clickInWorkbench('menuitem', name);
    return false;
  });
}

let service: Service;

describe('an answer', () => {
  before(async () => {
    service = await connectService();
    await enterKey('kanzlei', 'Kanzlei A', service.haufe.key);
    await newConversation('Haufe Copilot HR');
  });
  after(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await closeEditors();
    await setConnections([]);
    await service.stop();
  });

  it('colors the code of an answer by grammars that are loaded under the page’s own rules', async () => {
    service.haufe.answers = () => ({ text: 'Code [1]:\n\n```ts\nconst days = 14;\n```\n', sources: [] });
    await askInChat('Code, please');
    await lastMessageIs('complete');
    const word = await until('a coloured word', () =>
      evaluateInChat(() => {
        const found = document.querySelector('.token-keyword');
        return (
          found && {
            text: found.textContent,
            colour: getComputedStyle(found).color,
            plain: getComputedStyle(document.body).color,
          }
        );
      }),
    );
    assert.equal(word.text, 'const');
    assert.notEqual(word.colour, word.plain);
    await screenshot('code');
  });

  it('offers in its context menu to quote, insert and copy, and shows itself sign by sign', async () => {
    service.haufe.answers = () => ({ text: 'Die Frist beträgt **vier Wochen**.', sources: [] });
    const editor = await openText('', 'markdown');
    await askInChat('Frist?');
    await lastMessageIs('complete');
    await openMenu('article:last-of-type .markdown strong');
    assert.deepEqual((await menuItems()).slice(0, 5), [...ofSelection, ...ofAnswer, 'Show as Markdown']);
    await screenshot('context menu');
    await chooseInMenu('Quote in Question');
    await until('the quote', () =>
      evaluateInChat(() => document.querySelector('textarea')?.value.startsWith('> vier Wochen')),
    );
    await openMenu('article:last-of-type .markdown strong');
    await chooseInMenu('Show as Markdown');
    await chatShows('**vier Wochen**');
    await openMenu('article:last-of-type .raw-text');
    assert.deepEqual((await menuItems()).slice(0, 5), [...ofSelection, ...ofAnswer, 'Show Formatted']);
    await chooseInMenu('Insert Answer');
    await until('the answer in the document', () => editor.document.getText().includes('**vier Wochen**'));
  });
});
