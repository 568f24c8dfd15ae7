import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Service } from '../service/service.ts';
import {
  askInChat,
  chatShows,
  enterKey,
  lastMessageIs,
  messageFieldHasFocus,
  messages,
  newConversation,
  unfold,
  workbenchShows,
} from './chat';
import {
  clickInChat,
  clickInWorkbench,
  evaluateInChat,
  evaluateInWorkbench,
  press,
  textOfChat,
  textOfWorkbench,
  typeInChat,
} from './page';
import { until } from './until';
import { closeEditors, connectService, openText, setConnections } from './workspace';

let service: Service;
const runs = () => service.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/run/stream'));
const composerText = () => evaluateInChat(() => document.querySelector('textarea')?.value ?? '');

const begin = () => newConversation('Haufe Copilot HR');

/** VS Code loses a click on a list that it paints anew at that moment; a person clicks again. */
async function openFromList(title: string): Promise<void> {
  await until(`“${title}” opens from the list`, async () => {
    await clickInWorkbench('treeitem', title);
    return until('it is shown', async () => (await textOfChat()).includes(title), 5).catch(() => false);
  });
}

/** Has VS Code's page take itself for one in a window without the focus, until it is told otherwise. */
async function setWindowFocus(focused: boolean): Promise<void> {
  await evaluateInWorkbench((has: boolean) => {
    if (has) Reflect.deleteProperty(document, 'hasFocus');
    else document.hasFocus = () => false;
    document.dispatchEvent(new Event('visibilitychange'));
  }, focused);
  await until('the window knows it', () => vscode.window.state.focused === focused);
}

/** The titles of the conversations in the list, from top to bottom. */
function listed(): Promise<readonly string[]> {
  return evaluateInWorkbench(() =>
    [...document.querySelectorAll<HTMLElement>('.pane-body .monaco-list-row')]
      .sort((a, b) => Number(a.dataset['index']) - Number(b.dataset['index']))
      .flatMap((row) => /Frage (?:Delta|Epsilon)/.exec(row.textContent ?? '') ?? []),
  );
}

describe('steering a conversation', () => {
  before(async () => {
    service = await connectService();
    await enterKey('kanzlei', 'Kanzlei A', service.haufe.key);
    await vscode.commands.executeCommand('expertAssistants.threads.focus');
    await unfold('Kanzlei A', 'Haufe Copilot HR');
    await unfold('Haufe Copilot HR', 'No conversations yet');
    // The click opened a conversation, too.
    await messageFieldHasFocus();
  });
  after(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await closeEditors();
    await setConnections([]);
    await service.stop();
  });
  beforeEach(() => service.reset());

  it('offers Open Answer for an answer that nobody sees while the window has not the focus, and not before', async () => {
    const answerUnseen = async (question: string) => {
      await begin();
      const release = service.hold();
      await askInChat(question);
      await until('its run', () => runs().length > 0);
      await begin();
      return release;
    };
    const isUnseen = () =>
      until('the badge of the view', () =>
        evaluateInWorkbench(() => document.querySelector('[aria-label*="Answer not seen yet"]') !== null),
      );
    (await answerUnseen('Frage Zeta'))();
    await isUnseen();
    assert.ok(!(await textOfWorkbench()).includes('Open Answer'));
    service.reset();
    const release = await answerUnseen('Frage Eta');
    await setWindowFocus(false);
    try {
      release();
      await workbenchShows('Open Answer');
      await clickInWorkbench('button', 'Open Answer');
      await chatShows('Frage Eta');
    } finally {
      await setWindowFocus(true);
    }
  });

  it('lets no character cross between two conversations that run at once', async () => {
    await begin();
    const release = service.hold();
    await askInChat('Frage Alpha');
    await until('its run', () => runs().length === 1);
    await workbenchShows('Answering');
    await begin();
    await askInChat('Frage Beta');
    await until('both runs', () => runs().length === 2);
    release();
    const beta = await lastMessageIs('complete');
    assert.match(beta.text, /Frage Beta/);
    assert.ok(!(await textOfChat()).includes('Alpha'));
    await openFromList('Frage Alpha');
    const alpha = await lastMessageIs('complete');
    assert.match(alpha.text, /Frage Alpha/);
    assert.ok(!(await textOfChat()).includes('Beta'));
    assert.equal((await messages()).length, 2);
  });

  it('puts a conversation first in its list when it has gone on', async () => {
    for (const question of ['Frage Delta', 'Frage Epsilon']) {
      await begin();
      await askInChat(question);
      await lastMessageIs('complete');
    }
    const second = await until('two conversations', async () => (await listed())[1]);
    service.reset();
    await openFromList(second);
    await askInChat('Noch eine Frage');
    await until('its run', () => runs().length === 1);
    await lastMessageIs('complete');
    await until('it stands first', async () => (await listed())[0] === second);
    const lists = service.requests.filter(({ method, path }) => method === 'GET' && /threads(\?|$)/.test(path));
    assert.deepEqual(lists, []);
  });

  it('stops an answer in another conversation, from the list', async () => {
    await begin();
    const release = service.hold();
    await askInChat('Frage Gamma');
    await until('its run', () => runs().length === 1);
    await begin();
    await vscode.commands.executeCommand('expertAssistants.stop');
    await until('the closed socket', () => runs()[0]?.closedAt);
    release();
    await openFromList('Frage Gamma');
    await lastMessageIs('stopped');
  });

  it('sends the waiting question when the answer is complete, over a hidden page too', async () => {
    await begin();
    const release = service.hold();
    await askInChat('Erste Frage');
    await until('its run', () => runs().length === 1);
    await typeInChat('Zweite Frage');
    await press('Enter');
    await chatShows('Queued: Zweite Frage');
    await vscode.commands.executeCommand('workbench.action.closeAuxiliaryBar');
    await vscode.commands.executeCommand('expertAssistants.chat.focus');
    await chatShows('Queued: Zweite Frage');
    release();
    await until('four messages', async () => (await messages()).length === 4);
    assert.match((await lastMessageIs('complete')).text, /Zweite Frage/);
    assert.equal(runs().length, 2);
  });

  it('keeps the waiting question when the answer is stopped', async () => {
    await begin();
    const release = service.hold();
    await askInChat('Dritte Frage');
    await until('its run', () => runs().length === 1);
    await typeInChat('Vierte Frage');
    await press('Enter');
    await chatShows('Queued: Vierte Frage');
    await press('Escape');
    await chatShows('On hold (not sent): Vierte Frage');
    release();
    // Another question goes by, and it waits on: only the person sends it.
    await askInChat('Andere Frage');
    await until('its run', () => runs().length === 2);
    await lastMessageIs('complete');
    await chatShows('On hold (not sent): Vierte Frage');
    await clickInChat('button', 'Edit Queued Question');
    await until('its text in the field', async () => (await composerText()) === 'Vierte Frage');
    await until('the focus there', () => evaluateInChat(() => document.activeElement?.matches('textarea') ?? false));
    assert.equal(runs().length, 2);
  });

  it('replaces the last question: deleted at the vendor first, then asked', async () => {
    await begin();
    await askInChat('Fünfte Frgae');
    await lastMessageIs('complete');
    await clickInChat('button', 'Edit Question');
    await until('its text in the field', async () => (await composerText()) === 'Fünfte Frgae');
    await typeInChat('!');
    await press('Enter');
    await clickInWorkbench('button', 'Delete and Ask');
    await until('the new answer', () => runs().length === 2);
    await lastMessageIs('complete');
    assert.deepEqual(service.requests.filter(({ method }) => method === 'DELETE').length, 2);
    const seen = await messages();
    assert.equal(seen.length, 2);
    assert.match(seen[0]?.text ?? '', /Fünfte Frgae!/);
  });

  it('undoes and redoes in the message field, and never in the document', async () => {
    const editor = await openText('text', 'plaintext', [0, 4]);
    await vscode.commands.executeCommand('type', { text: ' more' });
    await vscode.commands.executeCommand('expertAssistants.focusInput');
    await messageFieldHasFocus();
    await typeInChat('abc');
    await press('Control+Z');
    await until('an empty field', async () => (await composerText()) === '');
    await press('Control+Y');
    await until('the text again', async () => (await composerText()) === 'abc');
    assert.equal(editor.document.getText(), 'text more');
  });

  it('opens its own search with Ctrl+F', async () => {
    await vscode.commands.executeCommand('expertAssistants.focusInput');
    await messageFieldHasFocus();
    await press('Control+F');
    await until('the search field', () => evaluateInChat(() => document.activeElement?.closest('search') !== null));
    await press('Escape');
    await messageFieldHasFocus();
  });
});
