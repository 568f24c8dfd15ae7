import * as vscode from 'vscode';
import { Owner } from './disposable.ts';
import { onDidCloseForGood, renamed } from './openDocuments.ts';
import { readOnlyScheme } from './readOnlyTexts.ts';

/** The text editor that an answer would go into: the last one that was active and is still open. */
export class TextTarget extends Owner {
  #document: vscode.TextDocument | undefined;
  /** The latest one, which may have been closed because its file got another name. */
  #uri: vscode.Uri | undefined;
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
    this.register(vscode.workspace.onDidRenameFiles(({ files }) => this.#follow(files)));
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

  /** A renamed file is another document to VS Code. */
  async #follow(files: vscode.FileRenameEvent['files']): Promise<void> {
    const old = this.#uri;
    const uri = old && files.map((file) => renamed(old, file)).find((each) => each !== undefined);
    if (!uri) return;
    const document = await vscode.workspace.openTextDocument(uri).then(
      (opened) => opened,
      () => undefined,
    );
    if (document && this.#uri === old) this.#set(document);
  }

  #set(document: vscode.TextDocument | undefined): void {
    if (document === this.#document) return;
    this.#document = document;
    if (document) this.#uri = document.uri;
    this.#changes.fire();
  }
}

export function fileName(document: vscode.TextDocument): string {
  return document.uri.path.split('/').at(-1) || document.uri.path;
}
