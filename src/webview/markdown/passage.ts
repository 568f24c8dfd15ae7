import type { Source } from '../../chat/model/model.ts';
import type { Labels } from '../../pageWords.ts';
import { element } from '../dom/dom.ts';
import { emitBlock, topLevelBlocks } from './emit.ts';
import { parse } from './parser.ts';

/** The passage of a source, laid out as an answer is; a number in it is no citation of the answer, and code has no buttons. */
export function passageBlocks({ passage, shortened }: Source, labels: Labels): readonly HTMLElement[] {
  const options = { labels, sources: [], finished: false, plainCode: true };
  const blocks = topLevelBlocks(parse(passage, {})).map((tokens) => emitBlock(tokens, options, 0));
  if (!shortened) return blocks;
  const cut = element('span', { class: 'shortened' }, ` … (${labels.shortened})`);
  const last = blocks.at(-1);
  if (last?.tagName !== 'P') return [...blocks, element('p', {}, cut)];
  last.append(cut);
  return blocks;
}
