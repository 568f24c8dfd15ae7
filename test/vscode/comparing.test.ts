import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  answerInput,
  askInChat,
  chatShows,
  choose,
  lastMessageIs,
  messages,
  quickInputAsks,
  workbenchShows,
} from './chat';
import { clickInChat, clickInWorkbench, evaluateInWorkbench, press, screenshot } from './page';
import { until } from './until';
import { closeEditors, openText, setConnections } from './workspace';

const run = vscode.commands.executeCommand;

/** Whether the title of an editor has a button of this name. */
function titleOffers(name: string): Promise<boolean> {
  return evaluateInWorkbench(
    (wanted: string) =>
      [...document.querySelectorAll<HTMLElement>('.editor-group-container .editor-actions a')].some((button) =>
        (button.ariaLabel ?? '').includes(wanted),
      ),
    name,
  );
}

/** What stands in the quick input. */
const typed = () =>
  evaluateInWorkbench(() => document.querySelector<HTMLInputElement>('.quick-input-widget input[type=text]')?.value);

/** Checks a row of the quick pick that is shown, by a click as a person does. */
function check(name: string): Promise<boolean> {
  return until(`“${name}” is checked`, () =>
    evaluateInWorkbench((wanted: string) => {
      const rows = [...document.querySelectorAll<HTMLElement>('.quick-input-list .monaco-list-row')];
      const row = rows.find(({ innerText }) => innerText.includes(wanted));
      const box = row?.querySelector<HTMLElement>('.quick-input-list-checkbox, input[type=checkbox], .monaco-checkbox');
      if (!box) throw new Error(row?.outerHTML ?? rows.map(({ innerText }) => innerText).join());
      if (row?.ariaChecked === 'true' || box.ariaChecked === 'true') return true;
      box.click();
      return false;
    }, name),
  );
}

describe('comparing answers', () => {
  before(async () => {
    await setConnections([]);
    await run('expertAssistants.tryDemo');
    await askInChat('How do I stop an answer?');
    await lastMessageIs('complete');
  });
  after(() => setConnections([]));
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await screenshot(`comparing ${this.currentTest.title}`);
    await closeEditors();
  });

  it('shows an answer beside the one that its question gets in a new conversation, with their sources, to be read only', async () => {
    await openText('One two\n', 'markdown', [0, 0], [0, 3]);
    await run('expertAssistants.previewAnswerAsDiff');
    await until('what is shown of a document can be used', () => titleOffers('Use Answer'));
    await clickInChat('button', 'More Actions');
    await clickInChat('menuitem', 'Regenerate and Compare…');
    await quickInputAsks('Regenerate the answer to “How do I stop an answer?” (less than a day old)');
    await choose('In New Conversation');
    const tab = await until('the comparison', () => {
      const { activeTab } = vscode.window.tabGroups.activeTabGroup;
      return activeTab?.label.startsWith('Answer of ') && activeTab;
    });
    assert.match(tab.label, /^Answer of .* \(less than a day old\) and new answer$/);
    assert.ok(tab.input instanceof vscode.TabInputTextDiff);
    const [old, recent] = await Promise.all(
      [tab.input.original, tab.input.modified].map((uri) => vscode.workspace.openTextDocument(uri)),
    );
    for (const document of [old, recent]) {
      const text = document?.getText() ?? '';
      assert.match(text, /^# How do I stop an answer\?\n\n> Demo: Short · /);
      assert.match(text, /## Sources\n\n### In both answers\n\n\[\^1\]: /);
      assert.doesNotMatch(text, /Only in/);
    }
    await until('nothing is to be used', async () => !(await titleOffers('Use Answer')));
    await screenshot('comparison');
    assert.equal((await messages()).length, 2);
  });

  it('asks several assistants about the selected text in a column and a conversation each, and marks what sources they share', async () => {
    const question = 'How do I stop an answer?';
    const { document } = await openText('One two\n', 'markdown', [0, 0], [0, 3]);
    const asking = run('expertAssistants.askSeveral');
    await quickInputAsks('Select two to 4 assistants');
    for (const name of ['Demo: Short', 'Demo: Detailed']) await check(name);
    await press('Enter');
    await quickInputAsks('3 characters of');
    await answerInput(question);
    await workbenchShows('Send this to 2 assistants?');
    await clickInWorkbench('button', 'Cancel');
    await quickInputAsks('3 characters of');
    await until('what was typed', async () => (await typed()) === question);
    await answerInput(question);
    await workbenchShows('Send this to 2 assistants?');
    const seen = await workbenchShows('Demo: Detailed (Demo)');
    assert.ok(seen.includes(`${question}\n\nOne`), seen);
    await clickInWorkbench('button', 'Send');
    await asking;
    const columns = await until('a tab with each conversation', () => {
      const all = vscode.window.tabGroups.all.map(({ tabs }) => tabs.map(({ label }) => label));
      return all.filter((labels) => labels.join() === `${question} – Assistant Chat`).length === 2 && all;
    });
    assert.equal(columns.length, 3);
    assert.equal(vscode.window.tabGroups.all[0]?.tabs.length, 1);
    assert.equal(document.getText(), 'One two\n');
    // With the view closed, the first page is that of a tab.
    await run('workbench.action.closeAuxiliaryBar');
    await chatShows('Also in the answer of Demo: ');
    await screenshot('several');
  });
});
