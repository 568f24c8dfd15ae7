import * as vscode from 'vscode';
import { Owner } from './disposable.ts';

const scheme = 'expert-file';

/** Shows what a vendor has read out of a file, as a document that cannot be changed. */
export class FileTexts extends Owner implements vscode.TextDocumentContentProvider {
  /** By address. Freed when the document is closed. */
  readonly #texts = new Map<string, string>();

  constructor() {
    super();
    this.register(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
    this.register(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())));
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  async show(name: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme, path: `/${name}.txt`, query: crypto.randomUUID() });
    this.#texts.set(uri.toString(), text);
    await vscode.window.showTextDocument(uri);
  }
}
