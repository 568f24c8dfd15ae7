import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { askInChat, choose, lastMessageIs, messages, quickInputAsks } from './chat';
import { clickInChat, evaluateInWorkbench, screenshot } from './page';
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
});
