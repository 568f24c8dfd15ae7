import { continueCode, lineCount } from './code.ts';
import { completeLines, type Growing, type Grown, type Step } from './growing.ts';
import { morph } from './morph.ts';
import type { Token } from './parser.ts';

interface GrowingFence extends Growing {
  /** Characters of code that are painted for good. */
  readonly painted: number;
}

/** Every complete line of a fence that is still open stands: `before` it, the opening line alone is parsed again. */
export function growFence(grown: Grown, before: Growing | undefined): Step | undefined {
  const { source, starts, tokens } = grown;
  const [token] = tokens;
  const endLine = completeLines(grown);
  const [first, last] = token?.map ?? [0, 0];
  if (token?.type !== 'fence' || endLine <= first + 1 || isClosed(token)) return undefined;
  const preamble = source.slice(starts[first], starts[first + 1]);
  // Lines after the fence are its own as long as it is open.
  if (last < endLine) return undefined;
  const painted = paintedBefore(before) + token.content.lastIndexOf('\n') + 1;
  const growing: GrowingFence = {
    preamble,
    preambleLines: 1,
    painted,
    fits: ([next]) => next?.type === 'fence',
    paint: (shown, wanted) => {
      continueCode(wanted, painted, (shown as HTMLElement).dataset['first'] ?? '');
      return morph(shown, wanted);
    },
  };
  return { growing, end: starts[endLine] ?? source.length, endLine };
}

function paintedBefore(before: Growing | undefined): number {
  return before && 'painted' in before ? (before as GrowingFence).painted : 0;
}

function isClosed({ map, content }: Token): boolean {
  return (map?.[1] ?? 0) - (map?.[0] ?? 0) > 1 + lineCount(content);
}
