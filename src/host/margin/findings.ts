import * as vscode from 'vscode';
import type { PassageLocation } from '../documents/anchors/documentPassages.ts';
import type { Sentence } from '../platform/words.ts';

/** Answers of a check among VS Code's problems, for information. */
export class Findings {
  readonly #collection = vscode.languages.createDiagnosticCollection('expertAssistants');
  readonly #shown = new Map<string, { readonly uri: vscode.Uri; readonly diagnostic: vscode.Diagnostic }>();

  /** Shows what was found at a place; undefined: nothing is, any more. */
  show(id: string, location: PassageLocation | undefined, message: Sentence | undefined): void {
    const before = this.#shown.get(id);
    if (!location || location.isLost || message === undefined) this.#shown.delete(id);
    else {
      const { document, range } = location;
      // Of a whole section every line would be underlined.
      const beginning = range.intersection(document.lineAt(range.start).range) ?? range;
      const diagnostic = new vscode.Diagnostic(beginning, message, vscode.DiagnosticSeverity.Information);
      diagnostic.source = 'Expert Assistants';
      this.#shown.set(id, { uri: document.uri, diagnostic });
    }
    for (const uri of new Set([before?.uri, this.#shown.get(id)?.uri])) if (uri) this.#publish(uri);
  }

  #publish(uri: vscode.Uri): void {
    const here = [...this.#shown.values()].filter((each) => each.uri.toString() === uri.toString());
    this.#collection.set(
      uri,
      here.map(({ diagnostic }) => diagnostic),
    );
  }

  dispose(): void {
    this.#collection.dispose();
  }
}
