import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { askInChat, lastMessageIs, messageFieldHasFocus } from './chat';
import { until } from './until';
import { closeEditors, openText, setConnections } from './workspace';

const run = vscode.commands.executeCommand;
const insert = () => run('expertAssistants.insertAnswer');
const untitled = () => vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === 'untitled');

/** The new documents that were not there before. */
function added(before: readonly vscode.TextDocument[]): readonly vscode.TextDocument[] {
  return untitled().filter((document) => !before.includes(document));
}

function received(document: vscode.TextDocument): Promise<string> {
  return until(`the answer in ${document.uri.path}`, () => document.getText().includes('[^1]:') && document.getText());
}

describe('inserting an answer', () => {
  let folder: string;
  before(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'inserting-'));
    await setConnections([]);
    await run('expertAssistants.tryDemo');
    await askInChat('How do I insert an answer with its sources?');
    await lastMessageIs('complete');
  });
  after(async () => {
    await closeEditors();
    await setConnections([]);
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(closeEditors);

  for (const [where, content, at] of [
    ['between paragraphs', 'Before\n\n\n\n    indented\n', [2, 0]],
    ['in the middle of a sentence', 'Before and after\n', [0, 7]],
    ['at the very end', 'Before', [0, 6]],
  ] as const)
    it(`leaves the cursor on an empty line behind the sources, ready to type: ${where}`, async () => {
      const { document } = await openText(content, 'markdown', at);
      await insert();
      await received(document);
      await run('type', { text: 'Typed' });
      const text = await until('what was typed', () => document.getText().includes('Typed') && document.getText());
      assert.match(text, /\n\[\^\d+\]: [^\n]*\n\nTyped(?:\n\n|$)/);
    });

  it('leaves the cursor behind a list of sources and behind what took the place of a selection', async () => {
    const { document } = await openText('One two three', 'plaintext', [0, 4], [0, 7]);
    await run('expertAssistants.replaceSelectionWithAnswer');
    await until('the answer', () => document.getText().includes('Sources:'));
    await run('type', { text: 'Typed' });
    const text = await until('what was typed', () => document.getText().includes('Typed') && document.getText());
    assert.match(text, /^One \n\n[\s\S]*\n- \[\d+\] [^\n]*\n\nTyped\n\n three$/);
  });

  it('leaves the other cursors where they are', async () => {
    const editor = await openText('One\n\n\n\nTwo\n\nThree', 'markdown', [2, 0]);
    editor.selections = [
      new vscode.Selection(2, 0, 2, 0),
      new vscode.Selection(0, 1, 0, 2),
      new vscode.Selection(6, 5, 6, 0),
    ];
    await insert();
    await received(editor.document);
    const words = await until('three selections', () => {
      const [, ...others] = editor.selections.map((selection) => editor.document.getText(selection));
      return others.length === 2 && others;
    });
    assert.deepEqual(words, ['n', 'Three']);
    assert.equal(editor.document.lineAt(editor.selection.active.line).text, '');
  });

  it('inserts into the document whose language was changed', async () => {
    const { document } = await openText('Before\n', 'plaintext', [1, 0]);
    await vscode.languages.setTextDocumentLanguage(document, 'markdown');
    const before = untitled();
    await insert();
    await received(document);
    assert.deepEqual(added(before), []);
  });

  it('inserts into a new document when the one that was meant is closed, its language changed or not', async () => {
    const { document } = await openText('Before\n', 'plaintext', [1, 0]);
    await vscode.languages.setTextDocumentLanguage(document, 'markdown');
    // Of a document that is only closed VS Code lets go minutes later.
    await run('workbench.action.revertAndCloseActiveEditor');
    await until('it is closed', () => document.isClosed);
    await insert();
    const editor = await until('another document', () => vscode.window.activeTextEditor);
    assert.notEqual(editor.document, document);
    await received(editor.document);
  });

  it('inserts into the changed side of a comparison whose language was changed', async () => {
    const open = (content: string) => vscode.workspace.openTextDocument({ content, language: 'plaintext' });
    const [left, right] = [await open('Left'), await open('Right')];
    await run('vscode.diff', left.uri, right.uri);
    await until('the comparison', () => vscode.window.activeTextEditor?.document === right);
    await vscode.languages.setTextDocumentLanguage(right, 'markdown');
    await insert();
    await received(right);
    assert.equal(left.getText(), 'Left');
  });

  it('opens a hidden document in the group of its tab, and leaves the chat in sight', async () => {
    const { document } = await openText('Before\n', 'markdown', [1, 0]);
    await run('expertAssistants.openChatInEditor');
    await run('workbench.action.moveEditorToRightGroup');
    const other = await vscode.workspace.openTextDocument({ content: 'Other', language: 'log' });
    await vscode.window.showTextDocument(other, { viewColumn: vscode.ViewColumn.One, preserveFocus: true });
    const isSeen = () => vscode.window.visibleTextEditors.some((editor) => editor.document === document);
    await until('the document is hidden', () => !isSeen());
    await insert();
    await received(document);
    assert.ok(isSeen());
    assert.equal(vscode.window.tabGroups.all.length, 2);
    assert.ok(vscode.window.tabGroups.all[1]?.activeTab?.input instanceof vscode.TabInputWebview);
  });

  it('inserts at the cursor of the group that was written in last, where two show the document', async () => {
    const { document } = await openText(`One\n${'\n'.repeat(20)}End\n`, 'markdown');
    const right = await vscode.window.showTextDocument(document, vscode.ViewColumn.Two);
    right.selection = new vscode.Selection(10, 0, 10, 0);
    await run('expertAssistants.openChatInEditor');
    await until(
      'the chat',
      () => vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview,
    );
    await insert();
    const text = await received(document);
    assert.match(text, /^One\n\n{9}\S/);
  });

  it('inserts into a document that was moved to another group', async () => {
    const { document } = await openText('Before\n', 'markdown', [1, 0]);
    await run('workbench.action.moveEditorToRightGroup');
    const before = untitled();
    await insert();
    await received(document);
    assert.deepEqual(added(before), []);
  });

  it('inserts into a file that was renamed while it was not shown, as long as it is open', async () => {
    const file = path.join(folder, 'a.md');
    writeFileSync(file, 'Before\n');
    await vscode.window.showTextDocument(vscode.Uri.file(file));
    await run('expertAssistants.openChatInEditor');
    await run('workbench.action.moveEditorToRightGroup');
    await until('the chat in front', () => vscode.window.activeTextEditor === undefined);
    const edit = new vscode.WorkspaceEdit();
    const renamed = vscode.Uri.file(path.join(folder, 'b.md'));
    edit.renameFile(vscode.Uri.file(file), renamed);
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    const before = untitled();
    await insert();
    const document = await until('the renamed document', () =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.path === renamed.path),
    );
    await received(document);
    assert.deepEqual(added(before), []);
    await document.save();
    await closeEditors();
    await until('it is closed', () => document.isClosed);
    const again = new vscode.WorkspaceEdit();
    again.renameFile(renamed, vscode.Uri.file(file));
    assert.equal(await vscode.workspace.applyEdit(again), true);
    // Nobody has it open any more.
    await insert();
    await received(await until('a new document', () => added(before)[0]));
  });

  it('inserts into the file that a new document was saved as', async () => {
    const file = vscode.Uri.file(path.join(folder, 'saved.md'));
    // Its path is known: nothing is asked.
    const document = await vscode.workspace.openTextDocument(file.with({ scheme: 'untitled' }));
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'Before\n'));
    await run('workbench.action.files.save');
    const saved = await until('the file in the place of the new document', () =>
      [vscode.window.activeTextEditor?.document].find((shown) => shown?.uri.toString() === file.toString()),
    );
    await insert();
    await received(saved);
    await saved.save();
  });

  it('shows what an insertion would make, whichever language it is shown in', async () => {
    const { document } = await openText('Before', 'markdown', [0, 0], [0, 6]);
    await run('expertAssistants.previewAnswerAsDiff');
    const shown = await until('the comparison', () =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'expert-answer'),
    );
    const text = await received(shown);
    await vscode.languages.setTextDocumentLanguage(shown, 'plaintext');
    await until('the other language', () => shown.languageId === 'plaintext');
    await run('workbench.action.files.revert');
    assert.equal(shown.getText(), text);
    assert.equal((await vscode.workspace.openTextDocument(shown.uri)).getText(), text);
    assert.equal(document.getText(), 'Before');
  });

  for (const [language, note] of [
    ['latex', /\\footnote\{[^\n]+\\label\{/],
    ['restructuredtext', /\n\.\. \[1\] /],
    ['html', /<li id="fn-1">/],
    ['python', /\n# - \[1\] /],
  ] as const)
    it(`writes the answer in ${language} behind the block, gives the editor the focus, and is undone in one step`, async () => {
      const before = language === 'python' ? 'a = 1\nb = 2\n' : 'One two\nthree\n\nFour\n';
      const { document } = await openText(before, language, [0, 2]);
      await run('expertAssistants.focusInput');
      await messageFieldHasFocus();
      await insert();
      const text = await until('the answer', () => note.test(document.getText()) && document.getText());
      assert.ok(text.startsWith(language === 'python' ? 'a = 1\n# ' : 'One two\nthree\n\n'), text);
      assert.ok(text.endsWith(language === 'python' ? '\nb = 2\n' : '\n\nFour\n'), text);
      // Only where the editor has the focus.
      await until('the focus', async () => {
        await run('undo');
        return document.getText() === before;
      });
    });

  it('numbers in a cell of a notebook on from the other cells', async () => {
    const cell = (text: string) => new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, text, 'markdown');
    const notebook = await vscode.workspace.openNotebookDocument(
      'jupyter-notebook',
      new vscode.NotebookData([cell('One[^7].\n\n[^7]: Note of one'), cell('Two')]),
    );
    await vscode.window.showNotebookDocument(notebook, { selections: [new vscode.NotebookRange(1, 2)] });
    await run('notebook.cell.edit');
    const { document } = notebook.cellAt(1);
    await until('the editor of the cell', () => vscode.window.activeTextEditor?.document === document);
    await insert();
    const text = await until('the answer', () => document.getText().includes('[^8]:') && document.getText());
    assert.doesNotMatch(text, /\[\^[1-7]\]/);
  });

  it('uses what a comparison shows, or discards it, by the buttons of its title', async () => {
    const { document } = await openText('One two\n', 'markdown', [0, 0], [0, 3]);
    const shown = () =>
      vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputTextDiff &&
      vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'expert-answer');
    await run('expertAssistants.previewAnswerAsDiff');
    await until('the comparison', shown);
    await run('expertAssistants.discardAnswer');
    await until('no comparison', () => !shown());
    assert.equal(document.getText(), 'One two\n');
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(0, 0, 0, 3) });
    await run('expertAssistants.previewAnswerAsDiff');
    await until('the comparison', shown);
    await run('expertAssistants.acceptAnswer');
    await received(document);
    await until('the document in front', () => vscode.window.activeTextEditor?.document === document);
    assert.match(document.getText(), / two\n$/);
  });
});
