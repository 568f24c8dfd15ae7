import type * as vscode from 'vscode';
import type { Log } from '../../base/log.ts';
import type { InsertedFrom, OriginPort } from '../documents/anchors/insertedFrom.ts';
import { inBackground } from '../platform/background.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { OriginParts, Origins } from './origins.ts';

type Parts = OriginParts & { readonly prompts: Prompts; readonly log: Log };

/** The origins of inserted answers, shown after the start where any is stored, else from the first one on. */
export class WindowOrigins implements OriginPort {
  readonly #parts: Parts;
  #made: Promise<Origins> | undefined;
  #origins: Origins | undefined;
  #isDisposed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    const shown = parts.origins.isEmpty().then((isEmpty) => (isEmpty || this.#isDisposed ? undefined : this.#load()));
    inBackground(parts, 'Origins', shown);
  }

  add(document: vscode.TextDocument, range: vscode.Range, from: InsertedFrom): void {
    const added = this.#load().then((origins) => origins.add(document, range, from));
    inBackground(this.#parts, 'Origins', added);
  }

  async leave(): Promise<void> {
    await this.#origins?.leave();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#origins?.dispose();
  }

  #load(): Promise<Origins> {
    this.#made ??= this.#make();
    return this.#made;
  }

  async #make(): Promise<Origins> {
    const { Origins } = await import('./origins.ts');
    this.#origins = new Origins(this.#parts);
    await this.#origins.load();
    return this.#origins;
  }
}
