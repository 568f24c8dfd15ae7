import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import { fileName } from './fileName.ts';
import { onDidCloseForGood } from './openDocuments.ts';
import { readOnlyScheme } from './readOnlyDocuments.ts';

/** The text editor that an answer would go into: the last one that was active and is still open. */
export class TextTarget extends DisposableStore {
  #document: vscode.TextDocument | undefined;
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

  /** The editor that shows the document, opened again beside the chat when it is hidden behind another tab. */
  async editor(): Promise<vscode.TextEditor | undefined> {
    const document = this.#document;
    if (!document || document.isClosed) return undefined;
    const active = vscode.window.activeTextEditor;
    if (active?.document === document) return active;
    const visible = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
    return visible ?? vscode.window.showTextDocument(document, { preserveFocus: true });
  }

  #take(editor: vscode.TextEditor | undefined): void {
    // The Output panel and the like are text editors to VS Code, but nobody writes there.
    if (!editor || ['output', 'vscode-scm', 'debug', 'comment', readOnlyScheme].includes(editor.document.uri.scheme))
      return;
    this.#set(editor.document);
  }

  #set(document: vscode.TextDocument | undefined): void {
    if (document === this.#document) return;
    this.#document = document;
    this.#changes.fire();
  }
}
