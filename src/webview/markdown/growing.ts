import type { EmitOptions } from './options.ts';
import type { References, Token } from './parser.ts';

/** A block that still grows, of which the beginning is painted for good. */
export interface Growing {
  /** Parsed before the rest of the block, it puts the rest into the block as if nothing were missing. */
  readonly preamble: string;
  /** Lines of the preamble that do not stand in the rest. */
  readonly preambleLines: number;
  /** Whether the rest still belongs to such a block: text that comes may turn a paragraph into a table. */
  readonly fits: (tokens: readonly Token[]) => boolean;
  /** Paints the rest, `wanted`, after what is painted already. */
  readonly paint: (shown: Element, wanted: HTMLElement) => Element;
}

/** The part of a block's source that was frozen just now: up to this place in `source`, a line and an offset in it. */
export interface Step {
  readonly growing: Growing;
  readonly end: number;
  readonly endLine: number;
}

/** A block that could be frozen in part. */
export interface Grown {
  /** Preamble and rest of the text. */
  readonly source: string;
  /** Offset of each line of `source`; the last one is that of the line still open. */
  readonly starts: readonly number[];
  readonly tokens: readonly Token[];
  readonly shown: Element;
  readonly references: References;
  readonly options: EmitOptions;
}

/** The lines that are complete. */
export function completeLines({ starts }: Pick<Grown, 'starts'>): number {
  return starts.length - 1;
}
