import * as vscode from 'vscode';
import { debounce } from '../../base/debounce.ts';
import { DisposableStore } from '../../base/disposable.ts';
import type { Log } from '../../base/log.ts';
import type { DocumentLink, DocumentLinks } from '../../chat/ports/documentLinks.ts';
import { DocumentPassages } from '../documents/anchors/documentPassages.ts';
import type { InsertedFrom } from '../documents/anchors/insertedFrom.ts';
import { kindOfDocument } from '../documents/documentKind.ts';
import { showOrigin } from '../platform/settings.ts';
import { asLabel, t } from '../platform/words.ts';

export interface OriginParts {
  readonly origins: DocumentLinks<DocumentLink>;
  readonly log: Log;
}

/** Milliseconds without a change after which lenses are asked for again; VS Code moves those that it shows. */
const rest = 300;

/** Lenses over inserted answers, which lead back to their conversations. */
export class Origins extends DisposableStore {
  readonly #passages: DocumentPassages<DocumentLink>;
  readonly #changes = this.register(new vscode.EventEmitter<void>());

  constructor({ origins, log }: OriginParts) {
    super();
    const changed = this.register(debounce(rest, () => this.#changes.fire()));
    this.#passages = this.register(new DocumentPassages(origins, log));
    this.register(this.#passages.onChange(changed.changed));
    this.register(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('expertAssistants.insert.showOrigin')) this.#changes.fire();
      }),
    );
    this.register(
      vscode.languages.registerCodeLensProvider('*', {
        onDidChangeCodeLenses: this.#changes.event,
        provideCodeLenses: (document) => this.#lenses(document),
      }),
    );
  }

  load(): Promise<void> {
    return this.#passages.load();
  }

  async add(document: vscode.TextDocument, range: vscode.Range, { thread, assistant }: InsertedFrom): Promise<void> {
    const id = crypto.randomUUID();
    const { connectionId } = thread;
    this.#passages.addDraft(document, range, { id, connectionId, thread, assistant });
    await this.#passages.change(id, (link) => link);
  }

  leave(): Promise<void> {
    return this.#passages.flush();
  }

  async #lenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const shown = showOrigin();
    if (shown === 'off' || (shown === 'prose' && (await kindOfDocument(document)).type !== 'prose')) return [];
    return this.#passages.links.flatMap((link) => {
      const location = this.#passages.locate(link.id);
      if (!link.thread || location?.document !== document || location.isLost) return [];
      return [new vscode.CodeLens(new vscode.Range(location.range.start, location.range.start), commandFor(link))];
    });
  }
}

function commandFor({ thread, assistant }: DocumentLink): vscode.Command {
  const words = t('Inserted from “{0}” ({1})', thread?.title ?? '', assistant.name);
  const node = { kind: 'thread', thread, parent: { assistant } };
  return { title: asLabel(words), command: 'expertAssistants.openThread', arguments: [node] };
}
