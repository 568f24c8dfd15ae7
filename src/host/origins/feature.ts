import type * as vscode from 'vscode';
import type { Log } from '../../base/log.ts';
import type { InsertedFrom, OriginPort } from '../documents/anchors/insertedFrom.ts';
import { ShownLinks } from '../documents/anchors/shownLinks.ts';
import { inBackground } from '../platform/background.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { OriginParts, Origins } from './origins.ts';

type Parts = OriginParts & { readonly prompts: Prompts; readonly log: Log };

/** The origins of inserted answers in this window. */
export class WindowOrigins extends ShownLinks<Origins> implements OriginPort {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    super(parts, 'Origins', parts.origins, async () => {
      const { Origins } = await import('./origins.ts');
      return new Origins(parts);
    });
    this.#parts = parts;
  }

  add(document: vscode.TextDocument, range: vscode.Range, from: InsertedFrom): void {
    const added = this.load().then((origins) => origins.add(document, range, from));
    inBackground(this.#parts, 'Origins', added);
  }
}
