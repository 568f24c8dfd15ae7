import * as vscode from 'vscode';
import { debounce } from '../../../base/debounce.ts';
import { DisposableStore } from '../../../base/disposable.ts';
import { Emitter } from '../../../base/emitter.ts';
import type { Log } from '../../../base/log.ts';
import { logThrown } from '../../../chat/model/failureReport.ts';
import type { DocumentLink, DocumentLinks } from '../../../chat/ports/documentLinks.ts';
import { anchorOf } from '../../../chat/text/anchors/anchor.ts';
import { FollowedPassage, type FollowedText } from '../../../chat/text/anchors/followedPassage.ts';
import { onDidCloseForGood } from '../openDocuments.ts';

/** The place of a passage in an open document. */
export interface PassageLocation {
  readonly document: vscode.TextDocument;
  readonly range: vscode.Range;
  /** Its text is not in the document any more; the range is where it was. */
  readonly isLost: boolean;
}

interface Opened {
  readonly document: vscode.TextDocument;
  readonly passage: FollowedPassage;
}

/** Milliseconds without a change after which new places are written down. */
const rest = 500;

/** Links between passages and conversations, and where their passages stand in the documents that are open. */
export class DocumentPassages<T extends DocumentLink> extends DisposableStore {
  readonly #store: DocumentLinks<T>;
  readonly #log: Log;
  readonly #links = new Map<string, T>();
  readonly #open = new Map<string, Opened>();
  /** Links that are in memory alone. */
  readonly #drafts = new Set<string>();
  readonly #unsaved = new Set<string>();
  readonly #saving = debounce(rest, () => void this.flush());
  readonly #changes = new Emitter<string>((error) => logThrown(this.#log, 'A listener to passages', error));
  /** The link of this id, or its place, is another one. */
  readonly onChange = this.#changes.subscribe;

  constructor(store: DocumentLinks<T>, log: Log) {
    super();
    this.#store = store;
    this.#log = log;
    this.register(this.#saving);
    this.register(vscode.workspace.onDidChangeTextDocument((event) => this.#follow(event)));
    this.register(
      vscode.workspace.onDidOpenTextDocument(() => {
        this.#adopt();
        this.#showAll();
      }),
    );
    this.register(onDidCloseForGood((document) => this.#close(document)));
    this.register(vscode.workspace.onDidRenameFiles(({ files }) => this.#rename(files)));
    this.register(store.onForgotten((isForgotten) => this.#drop((link) => isForgotten(link))));
    // Another window may have added some, or deleted their conversation.
    this.register(vscode.window.onDidChangeWindowState(({ focused }) => void (focused ? this.load() : this.flush())));
    this.register(this.#changes);
  }

  get links(): readonly T[] {
    return [...this.#links.values()];
  }

  get(id: string): T | undefined {
    return this.#links.get(id);
  }

  /** Returns where a passage is; undefined where its document is not open. */
  locate(id: string): PassageLocation | undefined {
    const opened = this.#open.get(id);
    if (!opened) return undefined;
    const { document, passage } = opened;
    const { start, end } = passage.span;
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
    return { document, range, isLost: passage.isLost };
  }

  /** Reads what is stored. What this window has changed since stays as it is here. */
  async load(): Promise<void> {
    const earlierIds = new Set([...this.#links.keys()].filter((id) => !this.#drafts.has(id)));
    let stored: readonly T[];
    try {
      stored = await this.#store.all();
    } catch (error) {
      return logThrown(this.#log, 'Links of passages', error);
    }
    const ids = new Set(stored.map(({ id }) => id));
    this.#drop(({ id }) => earlierIds.has(id) && !ids.has(id));
    for (const link of stored) {
      const current = this.#links.get(link.id);
      if (this.#unsaved.has(link.id) || (current && JSON.stringify(current) === JSON.stringify(link))) continue;
      this.#links.set(link.id, link);
      if (current) this.#changes.emit(link.id);
    }
    this.#showAll();
  }

  /** Adds a link to a range of `document`; in memory alone until it is kept. */
  addDraft(document: vscode.TextDocument, { start, end }: vscode.Range, link: Omit<T, 'uri' | 'anchor'>): void {
    const anchor = anchorOf(document.getText(), start, end);
    const added = { ...link, uri: document.uri.toString(), anchor } as T;
    this.#links.set(added.id, added);
    this.#drafts.add(added.id);
    this.#show(added);
  }

  /** Changes a link, and keeps it from then on. */
  async change(id: string, change: (link: T) => T): Promise<void> {
    const link = this.#links.get(id);
    if (!link) return;
    const next = change(link);
    this.#links.set(id, next);
    this.#changes.emit(id);
    if (this.#drafts.delete(id)) await this.#written(this.#store.add(next));
    else this.#save(id);
  }

  async remove(id: string): Promise<void> {
    const link = this.#links.get(id);
    if (!link) return;
    this.#drop((each) => each.id === id);
    await this.#store.remove(link);
  }

  /** Resolves when the places of all passages are written down, as far as they could be. */
  async flush(): Promise<void> {
    const ids = [...this.#unsaved];
    this.#unsaved.clear();
    for (const id of ids) {
      const opened = this.#open.get(id);
      const link = this.#links.get(id);
      if (!link || this.#drafts.has(id)) continue;
      const next = opened ? { ...link, anchor: opened.passage.anchor(textOf(opened.document)) } : link;
      this.#links.set(id, next);
      await this.#written(this.#store.update(next));
    }
  }

  #save(id: string): void {
    if (this.#drafts.has(id)) return;
    this.#unsaved.add(id);
    this.#saving.changed();
  }

  /**
   * Logs a failed write. A place that cannot be written keeps nobody from anything: it is looked for when the document
   * is opened.
   */
  async #written(writing: Promise<void>): Promise<void> {
    await writing.catch((error: unknown) => logThrown(this.#log, 'Links of passages', error));
  }

  #follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (contentChanges.length === 0) return;
    for (const [id, opened] of this.#open) {
      if (opened.document !== document) continue;
      opened.passage.follow(contentChanges, textOf(document));
      this.#save(id);
      this.#changes.emit(id);
    }
  }

  #showAll(): void {
    for (const link of this.#links.values()) this.#show(link);
  }

  #show(link: T): void {
    if (this.#open.has(link.id)) return;
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === link.uri);
    if (!document) return;
    const passage = new FollowedPassage(textOf(document), link.anchor);
    // The name of a new document says little: it may be another one.
    if (passage.isLost && document.isUntitled) return;
    this.#open.set(link.id, { document, passage });
    this.#changes.emit(link.id);
  }

  #close(document: vscode.TextDocument): void {
    for (const [id, opened] of this.#open) {
      if (opened.document !== document) continue;
      const link = this.#links.get(id);
      // Its text is still there to be read.
      if (link) this.#links.set(id, { ...link, anchor: opened.passage.anchor(textOf(document)) });
      this.#open.delete(id);
      this.#save(id);
      this.#changes.emit(id);
    }
    this.#adopt();
    this.#showAll();
  }

  #rename(files: readonly { readonly oldUri: vscode.Uri; readonly newUri: vscode.Uri }[]): void {
    for (const { oldUri, newUri } of files) {
      const [before, after] = [oldUri.toString(), newUri.toString()];
      for (const link of this.#links.values()) {
        if (link.uri === before || link.uri.startsWith(`${before}/`)) {
          this.#move(link, after + link.uri.slice(before.length));
        }
      }
    }
    this.#showAll();
  }

  /** A new document that is saved becomes a file, of which VS Code does not tell: the file says the same. */
  #adopt(): void {
    const documents = vscode.workspace.textDocuments;
    const isOpen = (uri: string) => documents.some((document) => document.uri.toString() === uri);
    for (const link of this.#links.values()) {
      if (!link.uri.startsWith('untitled:') || isOpen(link.uri)) continue;
      const saved = documents.find((document) => {
        const isFile = !document.isUntitled && document.uri.scheme !== 'output';
        return isFile && !new FollowedPassage(textOf(document), link.anchor).isLost;
      });
      if (saved) this.#move(link, saved.uri.toString());
    }
  }

  #move(link: T, uri: string): void {
    this.#links.set(link.id, { ...link, uri });
    this.#open.delete(link.id);
    this.#save(link.id);
    this.#changes.emit(link.id);
  }

  #drop(isDeleted: (link: T) => boolean): void {
    for (const link of [...this.#links.values()].filter(isDeleted)) {
      this.#links.delete(link.id);
      this.#open.delete(link.id);
      this.#drafts.delete(link.id);
      this.#unsaved.delete(link.id);
      this.#changes.emit(link.id);
    }
  }
}

/** VS Code takes places of its own class alone. */
function textOf(document: vscode.TextDocument): FollowedText {
  return {
    getText: () => document.getText(),
    offsetAt: ({ line, character }) => document.offsetAt(new vscode.Position(line, character)),
    positionAt: (offset) => document.positionAt(offset),
  };
}
