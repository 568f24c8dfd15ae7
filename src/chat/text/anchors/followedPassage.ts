import type { Anchor, TextPlace } from '../../model/anchor.ts';
import { anchorOf, locate } from './anchor.ts';
import { followed, followedPlace, type Span, type TextChange } from './span.ts';

/** A document as it is, by VS Code's own reckoning of offsets and places. */
export interface FollowedText {
  getText(): string;
  offsetAt(place: TextPlace): number;
  positionAt(offset: number): TextPlace;
}

/** A passage of an open document, which is followed through every change, and found again when it comes back. */
export class FollowedPassage {
  #span: Span;
  #isLost: boolean;
  /** The anchor of the last look; of a lost passage, the one before it was lost. */
  #anchor: Anchor;
  #isChanged = false;
  /**
   * The text that was taken away with the passage, and the passage's place in it: the same number of signs at the same
   * place brings it back.
   */
  #taken: { readonly at: number; readonly length: number; readonly span: Span } | undefined;

  /** Starts at the place that the anchor names, or where the text is found; lost where it is not. */
  constructor(text: FollowedText, anchor: Anchor) {
    this.#anchor = anchor;
    const found = locate(text.getText(), anchor);
    this.#isLost = found === undefined;
    const { start, end } = found ?? { start: anchor.start, end: anchor.start };
    this.#span = { start: text.offsetAt(start), end: text.offsetAt(end) };
    this.#isChanged = found?.isExact === false;
  }

  /** Its text was deleted, and stands nowhere in the document; its place is where it was. */
  get isLost(): boolean {
    return this.#isLost;
  }

  get span(): Span {
    return this.#span;
  }

  /** Changes in the order in which they are made; `text` is the document after them. */
  follow(changes: readonly TextChange[], text: FollowedText): void {
    if (this.#isLost) {
      if (this.#isUndoneBy(changes)) return;
      this.#moveLost(changes);
      // What is typed sign by sign does not bring it back.
      if (changes.some((change) => change.text.length > 1)) this.#search(text);
      return;
    }
    for (const [index, change] of changes.entries()) {
      const next = followed(this.#span, change);
      if (!next) {
        this.#isLost = true;
        const at = change.rangeOffset;
        const { start, end } = this.#span;
        this.#taken = { at, length: change.rangeLength, span: { start: start - at, end: end - at } };
        this.#span = { start: change.rangeOffset, end: change.rangeOffset };
        this.#moveLost(changes.slice(index + 1));
        this.#search(text);
        return;
      }
      if (next.start !== this.#span.start || next.end !== this.#span.end || touches(next, change)) {
        this.#isChanged = true;
      }
      this.#span = next;
    }
  }

  /** Returns the anchor that finds the passage again in another session. */
  anchor(text: FollowedText): Anchor {
    if (this.#isChanged && !this.#isLost) {
      const { start, end } = this.#span;
      const [from, to] = [text.positionAt(start), text.positionAt(end)];
      this.#anchor = anchorOf(text.getText(), from, to);
      this.#isChanged = false;
    }
    return this.#anchor;
  }

  #isUndoneBy(changes: readonly TextChange[]): boolean {
    const [change, ...others] = changes;
    const { at, length, span } = this.#taken ?? {};
    if (!change || others.length > 0 || !span || change.rangeOffset !== at || change.text.length !== length)
      return false;
    this.#isLost = false;
    this.#isChanged = true;
    this.#span = { start: at + span.start, end: at + span.end };
    return true;
  }

  #moveLost(changes: readonly TextChange[]): void {
    let { start } = this.#span;
    for (const change of changes) {
      start = followedPlace(start, change);
      if (this.#taken) this.#taken = { ...this.#taken, at: followedPlace(this.#taken.at, change) };
    }
    this.#span = { start, end: start };
  }

  #search(text: FollowedText): void {
    const found = locate(text.getText(), this.#anchor);
    if (!found) return;
    this.#isLost = false;
    this.#isChanged = true;
    this.#span = { start: text.offsetAt(found.start), end: text.offsetAt(found.end) };
  }
}

function touches({ start, end }: Span, { rangeOffset, text }: TextChange): boolean {
  return rangeOffset < end && rangeOffset + text.length > start;
}
