import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import { onDidCloseForGood } from './openDocuments.ts';

export const readOnlyScheme = 'expert-answer';

/** Texts that can be looked at as documents, and not be changed. */
export class ReadOnlyTexts extends DisposableStore implements vscode.TextDocumentContentProvider {
  /** The texts by address. Freed when the document is closed. */
  readonly #texts = new Map<string, string>();

  constructor() {
    super();
    this.register(vscode.workspace.registerTextDocumentContentProvider(readOnlyScheme, this));
    this.register(onDidCloseForGood(({ uri }) => this.#texts.delete(uri.toString())));
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  /**
   * The address under which `text` can be opened; VS Code makes the tab's name of `path`. With an `authority` nothing can be
   * used in a document: the manifest offers that by the address.
   */
  add(path: string, text: string, authority = ''): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: readOnlyScheme, authority, path, query: crypto.randomUUID() });
    this.#texts.set(uri.toString(), text);
    return uri;
  }

  /** Opens `text` in an editor; its tab shows `fileName`. */
  show(fileName: string, text: string): PromiseLike<vscode.TextEditor> {
    return vscode.window.showTextDocument(this.add(`/${fileName}`, text));
  }
}
