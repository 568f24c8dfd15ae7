import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { askInChat, choose, lastMessageIs, messages, quickInputAsks } from './chat';
import { clickInWorkbench, evaluateInWorkbench, screenshot, write } from './page';
import { until } from './until';
import { closeEditors, openFile, setConnections } from './workspace';

const run = vscode.commands.executeCommand;
const question = 'How do I stop an answer?';
const text = `One line.\n\n${question}\nBelow it.\n\nLast line.\n`;

/** What the margin conversation that is unfolded says. */
function margin(): Promise<string> {
  return evaluateInWorkbench(() =>
    [...document.querySelectorAll<HTMLElement>('.review-widget')].map(({ innerText }) => innerText).join('\n'),
  );
}

function marginShows(wanted: RegExp): Promise<string> {
  return until(`the margin shows ${wanted}`, async () => {
    const seen = await margin();
    if (!wanted.test(seen)) throw new Error(seen.slice(-400));
    return seen;
  });
}

/** The lines that VS Code marks a conversation at. */
function markedLines(): Promise<readonly string[]> {
  return evaluateInWorkbench(() =>
    [...document.querySelectorAll<HTMLElement>('.editor-instance .margin-view-overlays > div')]
      .filter((row) => row.querySelector('[class*="comment-thread"]') !== null)
      .map((row) => row.querySelector('.line-numbers')?.textContent ?? ''),
  );
}

/** A reply has scrolled the head of its conversation out of sight, where VS Code paints nothing. */
async function toTop(): Promise<void> {
  await run('revealLine', { lineNumber: 0, at: 'top' });
}

async function isMarkedAt(line: number): Promise<boolean> {
  await toTop();
  return until(`a conversation at line ${line}`, async () => {
    const seen = await markedLines();
    if (seen.join() !== String(line)) throw new Error(seen.join());
    return true;
  });
}

/** Types below the margin conversation, and sends it. */
async function reply(typed: string): Promise<void> {
  await until('the field for a reply', () =>
    evaluateInWorkbench(() => {
      document.querySelector<HTMLElement>('.review-widget .review-thread-reply-button')?.click();
      const field = document.querySelector<HTMLElement>(
        '.review-widget .comment-form :is(textarea, .native-edit-context)',
      );
      field?.focus();
      return field !== null && document.activeElement === field;
    }),
  );
  await write(typed);
  await clickInWorkbench('button', 'Send');
}

describe('conversations in the margin', () => {
  let folder: string;
  let count = 0;
  before(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'margin-'));
    await setConnections([]);
  });
  beforeEach(async () => {
    // With all local data the connection goes too.
    if (vscode.workspace.getConfiguration('expertAssistants').get<unknown[]>('connections')?.length) return;
    await run('expertAssistants.tryDemo');
    // The chat takes the focus once more when it is there.
    await askInChat('How do I export?');
    await lastMessageIs('complete');
  });
  after(async () => {
    await setConnections([]);
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await screenshot(`margin ${this.currentTest.title}`);
    await closeEditors();
  });

  /** A conversation at the third and fourth line of a new file, with nothing asked. */
  async function open(): Promise<vscode.TextEditor> {
    count += 1;
    const file = path.join(folder, `notice${count}.md`);
    writeFileSync(file, text);
    const editor = await openFile(vscode.Uri.file(file));
    editor.selection = new vscode.Selection(2, 0, 3, 9);
    const asking = run('expertAssistants.askInMargin');
    await quickInputAsks('Select an assistant to ask about the selection');
    await choose('Demo: Short');
    await asking;
    await marginShows(/Nothing has been sent yet/);
    return editor;
  }

  /** The same, with an answer. */
  async function ask(): Promise<vscode.TextEditor> {
    const editor = await open();
    await reply(question);
    await marginShows(/not from a language model/);
    return editor;
  }

  it('shows what will be sent, answers at the lines with its sources, and goes on there and in the chat', async () => {
    await ask();
    const seen = await marginShows(/Sources/);
    assert.match(seen, /This text was sent with the first question/);
    await screenshot('margin');
    await reply('How do I attach a file?');
    await until('two answers', async () => (await margin()).match(/not from a language model/g)?.length === 2);
    await toTop();
    await clickInWorkbench('button', 'Open in Assistant Chat');
    await until('both questions in the chat', async () => {
      const texts = (await messages()).map((message) => message.text);
      return texts.length === 4 && texts[0]?.includes('stop an answer') && texts[2]?.includes('attach a file');
    });
  });

  it('follows its text through edits above it and in it', async () => {
    const editor = await ask();
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'New.\n\n'));
    await isMarkedAt(6);
    await editor.edit((edit) => edit.insert(new vscode.Position(4, 3), ' now,\nreally'));
    await isMarkedAt(7);
    assert.doesNotMatch(await margin(), /was deleted/);
  });

  it('says that its text was deleted, and is back at it after undo', async () => {
    const editor = await ask();
    await editor.edit((edit) => edit.delete(new vscode.Range(1, 0, 4, 0)));
    await marginShows(/The text was deleted/);
    await vscode.window.showTextDocument(editor.document);
    await run('undo');
    await until('the text', () => editor.document.getText() === text);
    await until('its place', async () => !(await margin()).includes('was deleted'));
    await isMarkedAt(4);
  });

  it('a margin conversation is there again when its document is closed, changed by others, and opened, and when it is renamed', async () => {
    const { document } = await ask();
    await closeEditors();
    await until('the document is closed', () => document.isClosed);
    writeFileSync(document.uri.fsPath, `# A title\n\n${text}`);
    await openFile(document.uri);
    await isMarkedAt(6);
    const renamed = document.uri.with({ path: document.uri.path.replace('.md', '-renamed.md') });
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(document.uri, renamed);
    assert.ok(await vscode.workspace.applyEdit(edit));
    await openFile(renamed);
    await isMarkedAt(6);
  });

  it('says in a notebook, where VS Code shows no conversations, what can be done instead', async () => {
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, question, 'markdown');
    const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', new vscode.NotebookData([cell]));
    await vscode.window.showNotebookDocument(notebook, { selections: [new vscode.NotebookRange(0, 1)] });
    await run('notebook.cell.edit');
    const { document } = notebook.cellAt(0);
    const editor = await until('the editor of the cell', () => {
      const active = vscode.window.activeTextEditor;
      return active?.document === document && active;
    });
    editor.selection = new vscode.Selection(0, 0, 0, 3);
    const asking = run('expertAssistants.askInMargin');
    await clickInWorkbench('button', 'Ask About Selection');
    await quickInputAsks('Select an assistant to ask about the selection');
    await run('workbench.action.closeQuickOpen');
    await asking;
  });

  it('keeps a question that cannot be sent, gives it back when another takes its place, and sends that on Retry', async () => {
    await open();
    const connections = vscode.workspace.getConfiguration('expertAssistants').get('connections');
    await setConnections([]);
    await reply(question);
    await marginShows(/no longer exists/);
    assert.match(await margin(), /not sent/);
    await reply('How do I export?');
    await clickInWorkbench('button', 'Copy Question');
    await until('the first question', async () => (await vscode.env.clipboard.readText()) === question);
    await setConnections(connections);
    await toTop();
    await clickInWorkbench('button', 'Retry');
    await marginShows(/not from a language model/);
  });

  it('asks what was shown about the chosen sections, and has the answers in the margin and among the problems', async () => {
    const file = path.join(folder, 'check.md');
    writeFileSync(file, `# First\n\n${question}\n\n# Second\n\nHow do I attach a file?\n`);
    const { document } = await openFile(vscode.Uri.file(file));
    /** Marks rows of the open pick, and goes on. */
    const mark = async (...rows: readonly string[]) => {
      for (const row of rows) await clickInWorkbench('checkbox', row);
      await clickInWorkbench('button', 'OK');
    };
    const checking = run('expertAssistants.checkDocument');
    await quickInputAsks('Select the sections to check');
    await mark('First', 'Second');
    await quickInputAsks('Select what to ask about each section');
    await mark('Summarize');
    await quickInputAsks('Select an assistant to check the document');
    await choose('Demo: Short');
    await quickInputAsks('Send these questions to Demo: Short (Demo)?');
    await until('the questions word for word', () =>
      vscode.window.activeTextEditor?.document.getText().includes('How do I attach a file?'),
    );
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
    // The second is left out.
    await mark('2. Second');
    await until('a finding', () => vscode.languages.getDiagnostics(document.uri).length === 1);
    const [finding] = vscode.languages.getDiagnostics(document.uri);
    assert.match(finding?.message ?? '', /^Summarize: .*\nSources: \[1\]/s);
    assert.equal(finding?.severity, vscode.DiagnosticSeverity.Information);
    // Of its section the first line, so that not every word is underlined.
    assert.deepEqual([finding?.range.start.line, finding?.range.end.line], [0, 0]);
    await clickInWorkbench('button', 'Show Problems');
    await checking;
    await openFile(document.uri);
    await isMarkedAt(3);
  });

  it('a margin conversation is folded when it is resolved, and gone with all local data', async () => {
    const editor = await ask();
    await toTop();
    await clickInWorkbench('button', 'Resolve');
    await until('it is folded', async () => (await margin()) === '');
    await isMarkedAt(4);
    const deleting = run('expertAssistants.deleteAllLocalData');
    await clickInWorkbench('button', 'Delete Everything');
    await deleting;
    await until('nothing is left', async () => (await markedLines()).length === 0);
    assert.equal(editor.document.getText(), text);
  });
});
