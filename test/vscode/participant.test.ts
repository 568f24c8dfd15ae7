import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { messages } from './chat';
import { askNatively, endNativeChat, nativeChatShows, useNativeChat } from './nativeChat';
import { clickInWorkbench, evaluateInWorkbench, screenshot } from './page';
import { until } from './until';
import { closeEditors, openText, set, setConnections } from './workspace';

/**
 * The row of the lowest answer that can be opened, and with `after` a click on what opens it, if it stands below that row:
 * the other chat takes the place of this one, so an older answer must not be opened before the new one is there.
 */
function lastAnswer(after?: number): Promise<number> {
  return evaluateInWorkbench((above: number | null) => {
    const found = [...document.querySelectorAll<HTMLElement>('.interactive-session .monaco-button')]
      .filter(({ textContent }) => textContent?.includes('Open in Assistant Chat'))
      .map((button) => ({
        button,
        row: Number(button.closest<HTMLElement>('.monaco-list-row')?.dataset['index'] ?? -1),
      }))
      .sort((a, b) => a.row - b.row)
      .at(-1);
    if (found && above !== null && found.row > above) found.button.click();
    return found?.row ?? -1;
  }, after ?? null);
}

/** The row of the answer that was opened last: while VS Code's chat is hidden, it has no rows to ask for it. */
let opened = -1;

async function openAnswerBelow(row: number): Promise<void> {
  opened = await until('the new answer', async () => {
    const last = await lastAnswer(row);
    return last > row && last;
  });
}

describe('@expert in VS Code’s chat', () => {
  before(async () => {
    await useNativeChat();
    await setConnections([]);
    await vscode.commands.executeCommand('expertAssistants.tryDemo');
    await askNatively('@expert How do I ask about a selected passage?');
    await nativeChatShows(/keeps its own copy/);
    opened = await until('its answer', async () => {
      const row = await lastAnswer();
      return row > 0 && row;
    });
  });
  after(async () => {
    await closeEditors();
    await setConnections([]);
    await endNativeChat();
  });

  it('answers without any sign-in, with its sources, and says that a copy stays', async () => {
    const seen = await nativeChatShows(/keeps its own copy/);
    assert.match(seen, /Sources/);
    assert.match(seen, /not from a language model/);
    await screenshot('participant');
  });

  it('puts its answer with the sources into the document', async () => {
    const editor = await openText('Before\n\n', 'markdown', [1, 0]);
    await clickInWorkbench('button', 'Insert Answer');
    await until('the inserted answer', () => /\[\^1\]:/.test(editor.document.getText()));
    await closeEditors();
  });

  it('goes on in the same conversation, which opens in the chat of the extension', async () => {
    const earlier = Math.max(opened, await lastAnswer());
    await askNatively('@expert /new How do I ask about a selected passage?');
    const before = await until('its answer', async () => {
      const row = await lastAnswer();
      return row > earlier && row;
    });
    await askNatively('@expert How do I stop an answer?');
    await openAnswerBelow(before);
    const seen = await until('both questions', async () => {
      const text = (await messages()).map((message) => message.text).join('\n');
      return text.includes('a selected passage') && text.includes('stop an answer') && text;
    });
    assert.equal((await messages()).length, 4, seen);
  });

  it('sends what was put into the question, and not the file that is merely open', async () => {
    await openText('SECRET-OPEN-FILE', 'markdown');
    const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/'), 'attached.md');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('ATTACHED-TEXT'));
    try {
      await askNatively('@expert /new What is this?', [uri]);
      await openAnswerBelow(opened);
      await until('the question with its context', async () => (await messages())[0]?.text.includes('attached.md'));
      assert.equal((await messages()).length, 2);
      assert.ok(!JSON.stringify(await messages()).includes('SECRET-OPEN-FILE'));
    } finally {
      await vscode.workspace.fs.delete(uri);
      await closeEditors();
    }
  });

  it('sends nothing while saving is turned off, and says why', async () => {
    await set('saveHistory', false);
    try {
      await askNatively('@expert What is saved?');
      await nativeChatShows(/you have turned saving off/);
    } finally {
      await set('saveHistory', undefined);
    }
  });
});
