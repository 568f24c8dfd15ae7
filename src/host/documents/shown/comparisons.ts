import * as vscode from 'vscode';
import { DisposableStore } from '../../../base/disposable.ts';
import type { Prompts } from '../../platform/prompts.ts';
import { type Sentence, t } from '../../platform/words.ts';
import type { OriginPort } from '../anchors/insertedFrom.ts';
import type { Change } from '../applyEdit.ts';
import { onDidCloseForGood } from '../openDocuments.ts';
import type { ReadOnlyTexts } from '../readOnlyDocuments.ts';
import { comparisonTitle } from './newDocument.ts';

interface Parts {
  readonly texts: ReadOnlyTexts;
  readonly prompts: Prompts;
  readonly origins: OriginPort;
}

interface Comparison extends Change {
  readonly version: number;
}

/** Documents beside what they would be with an answer, until that is used or discarded. */
export class Comparisons extends DisposableStore {
  /** The comparisons by the address of the changed side. */
  readonly #shown = new Map<string, Comparison>();

  readonly #parts: Parts;

  constructor(parts: Parts) {
    super();
    this.#parts = parts;
    this.register(onDidCloseForGood(({ uri }) => this.#shown.delete(uri.toString())));
  }

  /** `credit`: whom the shown answer is owed to. */
  async show({ credit, ...change }: Change & { readonly credit: Sentence }): Promise<void> {
    const { editor, placed } = change;
    const { document } = editor;
    const text = document.getText();
    const { start, end, notes } = placed;
    const tail = notes ? text.slice(end, notes.at) + notes.text + text.slice(notes.at) : text.slice(end);
    const path = document.uri.path.startsWith('/') ? document.uri.path : `/${document.uri.path}`;
    const uri = this.#parts.texts.add(path, `${text.slice(0, start)}${placed.text}${tail}`);
    this.#shown.set(uri.toString(), { ...change, version: document.version });
    const title = comparisonTitle(document.uri.path, credit);
    await vscode.commands.executeCommand('vscode.diff', document.uri, uri, title);
  }

  /** Makes the change of the comparison in front. */
  async accept(argument: unknown): Promise<void> {
    const { prompts, origins } = this.#parts;
    const [uri, shown] = this.#at(argument);
    if (!uri || !shown) return void prompts.tell('info', t('No comparison with an answer is open.'));
    const { document } = shown.editor;
    if (document.isClosed || document.version !== shown.version)
      return void prompts.tell('warning', t('The document has changed since. Compare again.'));
    const { applyPlaced } = await import('../applyEdit.ts');
    await closeTab(uri);
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    const range = await applyPlaced(editor, shown.placed);
    if (range && shown.from) origins.add(document, range, shown.from);
    if (!range) void prompts.tell('warning', t('This document can’t be edited.'));
  }

  /** Closes the comparison in front. */
  async discard(argument: unknown): Promise<void> {
    const [uri] = this.#at(argument);
    if (uri) await closeTab(uri);
    else void this.#parts.prompts.tell('info', t('No comparison with an answer is open.'));
  }

  #at(argument: unknown): readonly [vscode.Uri, Comparison] | readonly [undefined, undefined] {
    const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
    const front = input instanceof vscode.TabInputTextDiff ? input.modified : undefined;
    for (const uri of [argument instanceof vscode.Uri ? argument : undefined, front]) {
      const shown = uri && this.#shown.get(uri.toString());
      if (shown) return [uri, shown];
    }
    return [undefined, undefined];
  }
}

async function closeTab(uri: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const shown = tabs.filter(
    ({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.toString() === uri.toString(),
  );
  await vscode.window.tabGroups.close(shown);
}
