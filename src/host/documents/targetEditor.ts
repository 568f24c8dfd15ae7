import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import { fileName } from './fileName.ts';
import { isWrittenIn } from './isWrittenIn.ts';
import { onDidCloseForGood } from './openDocuments.ts';
import { readOnlyScheme } from './readOnlyDocuments.ts';

/** The text editor that an answer would go into: the last one that was active and is still open. */
export class TextTarget extends DisposableStore {
  #document: vscode.TextDocument | undefined;
  /** Shows the document, or did: one that comes back is another object. */
  #editor: vscode.TextEditor | undefined;
  readonly #changes = this.register(new vscode.EventEmitter<void>());
  readonly onChange = this.#changes.event;

  constructor() {
    super();
    this.#take(vscode.window.activeTextEditor);
    this.register(vscode.window.onDidChangeActiveTextEditor((editor) => this.#take(editor)));
    this.register(
      onDidCloseForGood((document) => {
        if (document === this.#document) this.#set(undefined);
      }),
    );
  }

  /** File name of the document, without its folder; undefined when there is none. */
  get name(): string | undefined {
    return this.#document && fileName(this.#document);
  }

  get document(): vscode.TextDocument | undefined {
    return this.#document;
  }

  /** The editor that the document was last written in, opened again where it was when it is hidden behind another tab. */
  async editor(): Promise<vscode.TextEditor | undefined> {
    const [document, last] = [this.#document, this.#editor];
    if (!document || !last || document.isClosed) return undefined;
    const { editorPlace } = await import('./editorPlace.ts');
    const visible = vscode.window.visibleTextEditors.filter((editor) => editor.document === document);
    const place = editorPlace(last, visible, vscode.window.tabGroups.all, isTabOf(document), isPage);
    return typeof place === 'number'
      ? vscode.window.showTextDocument(document, { preserveFocus: true, viewColumn: place })
      : place;
  }

  #take(editor: vscode.TextEditor | undefined): void {
    const { scheme } = editor?.document.uri ?? { scheme: readOnlyScheme };
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme);
    if (!editor || scheme === readOnlyScheme || !isWrittenIn(scheme, editor.viewColumn, folders)) return;
    this.#editor = editor;
    this.#set(editor.document);
  }

  #set(document: vscode.TextDocument | undefined): void {
    if (document === this.#document) return;
    this.#document = document;
    this.#changes.fire();
  }
}

function isTabOf({ uri }: vscode.TextDocument): (tab: vscode.Tab) => boolean {
  const own = uri.toString();
  return ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === own;
}

function isPage({ input }: vscode.Tab): boolean {
  return input instanceof vscode.TabInputWebview;
}
