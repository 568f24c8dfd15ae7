import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { askInChat, chatShows, lastMessageIs, messages } from './chat';
import { clickInWorkbench } from './page';
import { until } from './until';
import { closeEditors, openFile, set, setConnections } from './workspace';

const run = vscode.commands.executeCommand;
const question = 'How do I insert an answer with its sources?';

/** The line of the lens over an inserted answer, and its command; undefined where there is none. */
async function lens({ uri }: vscode.TextDocument) {
  const all = await run<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
  const [own, ...others] = all.filter(({ command }) => command?.title.startsWith('Inserted from'));
  assert.deepEqual(others, []);
  return own?.command && { line: own.range.start.line, command: own.command };
}

const isAt = (document: vscode.TextDocument, line: number) =>
  until(`a lens at line ${line}`, async () => {
    const found = await lens(document);
    if (found?.line !== line) throw new Error(String(found?.line));
    return found;
  });
const isGone = (document: vscode.TextDocument) => until('no lens', async () => (await lens(document)) === undefined);

describe('conversations that inserted answers lead back to', () => {
  let folder: string;
  let count = 0;
  before(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'origins-'));
    await setConnections([]);
    await run('expertAssistants.tryDemo');
    await askInChat(question);
    await lastMessageIs('complete');
  });
  after(async () => {
    await set('insert.showOrigin', undefined);
    await setConnections([]);
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(closeEditors);

  /** A new file with the answer at its third line. */
  async function insert(name = 'md'): Promise<vscode.TextEditor> {
    count += 1;
    const file = path.join(folder, `draft${count}.${name}`);
    writeFileSync(file, 'Before\n\n\n\nAfter\n');
    const editor = await openFile(vscode.Uri.file(file));
    editor.selection = new vscode.Selection(2, 0, 2, 0);
    await run('expertAssistants.insertAnswer');
    await until('the answer', () => editor.document.lineCount > 8);
    return editor;
  }

  it('a lens leads back to the conversation though another one is shown', async () => {
    const { document } = await insert();
    const { command } = await isAt(document, 2);
    await run('expertAssistants.newThread');
    await until('an empty conversation', async () => (await messages()).length === 0);
    await run(command.command, ...(command.arguments ?? []));
    await chatShows(question);
  });

  it('a lens is there through edits above and in the answer, its deletion, and undo', async () => {
    const editor = await insert();
    const { document } = editor;
    await editor.edit((change) => change.insert(new vscode.Position(0, 0), 'New\n\n'));
    await isAt(document, 4);
    await editor.edit((change) => change.insert(new vscode.Position(5, 0), 'Changed\n'));
    await isAt(document, 4);
    const whole = document.getText();
    await editor.edit((change) => change.delete(new vscode.Range(3, 0, document.lineCount - 1, 0)));
    await isGone(document);
    await vscode.window.showTextDocument(document);
    await run('undo');
    await until('the text', () => document.getText() === whole);
    await isAt(document, 4);
  });

  it('a lens is there when the answer was moved in a closed document, and when that is renamed', async () => {
    const { document } = await insert();
    await isAt(document, 2);
    await document.save();
    await closeEditors();
    await until('the document is closed', () => document.isClosed);
    writeFileSync(document.uri.fsPath, `# Title\n\n${document.getText()}`);
    const { document: opened } = await openFile(document.uri);
    await isAt(opened, 4);
    const renamed = document.uri.with({ path: document.uri.path.replace('.md', '-renamed.md') });
    const change = new vscode.WorkspaceEdit();
    change.renameFile(document.uri, renamed);
    assert.ok(await vscode.workspace.applyEdit(change));
    await isAt((await openFile(renamed)).document, 4);
  });

  it('a lens is shown in prose, in code only where that is set, and nowhere when turned off', async () => {
    const { document } = await insert('js');
    assert.equal(await lens(document), undefined);
    await set('insert.showOrigin', 'all');
    await isAt(document, 2);
    await set('insert.showOrigin', 'off');
    await isGone(document);
    await set('insert.showOrigin', undefined);
  });

  it('a lens is gone with all local data, and the document is as it was', async () => {
    const { document } = await insert();
    await isAt(document, 2);
    const whole = document.getText();
    const deleting = run('expertAssistants.deleteAllLocalData');
    await clickInWorkbench('button', 'Delete Everything');
    await deleting;
    await isGone(document);
    assert.equal(document.getText(), whole);
  });
});
