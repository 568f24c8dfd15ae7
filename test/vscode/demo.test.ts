import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { askInChat, lastMessageIs, newConversation } from './chat';
import { clickInChat, evaluateInChat, screenshot, textOfChat, textOfWorkbench, typeInChat } from './page';
import { until } from './until';
import { closeEditors, openText, setConnections } from './workspace';

const demo = { id: 'demo', provider: 'demo', name: 'Demo' };

/** A new conversation of the demo with a question and its answer. */
async function answered(question = 'How do I ask about a selected passage?'): Promise<void> {
  await setConnections([demo]);
  await newConversation('Demo: Detailed');
  await askInChat(question);
  await lastMessageIs('complete');
}

describe('the demo', () => {
  after(async () => {
    await closeEditors();
    await setConnections([]);
  });

  it('welcomes with two ways on', async () => {
    await setConnections([]);
    await vscode.commands.executeCommand('expertAssistants.threads.focus');
    const text = await until('the welcome', async () => {
      const seen = await textOfWorkbench();
      return seen.includes('Try the Demo') && seen;
    });
    assert.match(text, /Add Connection/);
    await screenshot('welcome');
  });

  it('opens the demo by one command, and says that it is a demo', async () => {
    await vscode.commands.executeCommand('expertAssistants.tryDemo');
    const text = await until('the banner', async () => {
      const seen = await textOfChat();
      return seen.includes('not from a language model') && seen;
    });
    assert.match(text, /Demo: Short/);
    await screenshot('demo');
  });

  it('answers progressively, with its sources, and says when it is complete', async () => {
    await setConnections([demo]);
    // The short answer of the assistant that is chosen first comes in one piece.
    await newConversation('Demo: Detailed');
    await typeInChat('How do I ask about a selected passage?');
    await clickInChat('button', 'Send');
    const lengths = new Set<number>();
    await until('the complete answer', async () => {
      const { length, complete } = await evaluateInChat(() => {
        const answer = [...document.querySelectorAll('article')].at(-1);
        return {
          length: answer?.textContent?.length ?? 0,
          complete: answer?.textContent?.includes('complete') ?? false,
        };
      });
      lengths.add(length);
      if (lengths.size === 4) await screenshot('streaming');
      return complete;
    });
    assert.ok(lengths.size > 2, `the answer was seen at ${lengths.size} lengths only`);
    const sources = await evaluateInChat(() =>
      [...document.querySelectorAll('[aria-label="Sources"] button')].map((button) => button.textContent),
    );
    assert.ok(sources.length > 0);
    await screenshot('complete');
  });

  it('names the conversation above it, and on its tab', async () => {
    const question = 'How do I stop an answer?';
    await answered(question);
    assert.equal(await evaluateInChat(() => document.querySelector('h1')?.innerText), question);
    await vscode.commands.executeCommand('expertAssistants.openChatInEditor');
    const labels = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    await until('the tab', () => labels().includes(`${question} – Assistant Chat`));
    await closeEditors();
  });

  it('puts the answer with its citations into the document, in one undo step', async () => {
    await answered();
    const editor = await openText('Before\n\nAfter\n', 'markdown', [1, 0]);
    await vscode.commands.executeCommand('expertAssistants.insertAnswer');
    const text = await until('the inserted answer', () => {
      const now = editor.document.getText();
      return now.includes('[^1]:') && now;
    });
    assert.match(text, /^Before\n[\s\S]*\n\nAfter\n$/);
    // The next key goes on behind it; it does not write over what was inserted.
    const { selection, document } = editor;
    const behind = document.getText(
      new vscode.Range(selection.active, document.lineAt(document.lineCount - 1).range.end),
    );
    assert.deepEqual([selection.isEmpty, behind.trimStart()], [true, 'After\n']);
    await screenshot('inserted');
    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), 'Before\n\nAfter\n');
  });

  it('says in a new document where its answer is from, and not that an AI has written it', async () => {
    await answered();
    await vscode.commands.executeCommand('expertAssistants.openAnswerInNewDocument');
    const text = await until('the new document', () => {
      const now = vscode.window.activeTextEditor?.document;
      return now?.isUntitled === true && now.getText().includes('[^1]:') && now.getText();
    });
    assert.match(text, /not from a language model/);
    assert.doesNotMatch(text, /by AI/);
    await closeEditors();
  });

  it('brings an answer into sight that goes in where nobody looks', async () => {
    await answered();
    const editor = await openText('A line.\n\n'.repeat(200), 'markdown', [300, 0]);
    const top = new vscode.Range(0, 0, 0, 0);
    await until('the top of the document', () => {
      editor.revealRange(top, vscode.TextEditorRevealType.AtTop);
      return editor.visibleRanges.some((range) => range.contains(top)) && editor.visibleRanges;
    });
    await vscode.commands.executeCommand('expertAssistants.insertAnswer');
    await until('the inserted answer in sight', () =>
      editor.visibleRanges.some((range) => range.contains(new vscode.Position(300, 0))),
    );
    await vscode.commands.executeCommand('undo');
  });
});
