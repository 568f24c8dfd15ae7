import { describe, expect, test } from 'vitest';
import { withSources } from '../../src/chat/model/gatheredSources.ts';
import type { Source } from '../../src/chat/model/model.ts';
import { GatheredSources } from '../../src/providers/haufe/runs/gatheredSources.ts';

const source = (title: string, passage: string, more: Partial<Source> = {}): Source => ({
  id: '',
  title,
  passage,
  ...more,
});

/** The sources of an answer after each of `chunks` was told, as a reader has them. */
function shown(chunks: readonly (readonly Source[])[]): readonly Source[] {
  const gathered = new GatheredSources();
  return chunks.reduce<readonly Source[]>((known, chunk) => {
    const found = gathered.add(chunk, 0);
    return found ? withSources({ sources: known }, found.sources, found.moreSources).sources : known;
  }, []);
}

const bgb = source('BGB', 'p1');

describe('sources that get richer from chunk to chunk', () => {
  test.each<[string, Partial<Source>]>([
    ['a section', { section: '§ 622' }],
    ['a link', { link: 'https://a.example/' }],
    ['more of the passage', { passage: 'p1 and more' }],
    ['all of it', { section: '§ 622', link: 'https://a.example/', passage: 'p1 and more' }],
  ])('keeps one source that gains %s, so that numbers lead where they led', (_, more) => {
    const read = shown([[bgb], [{ ...bgb, ...more }, source('KSchG', 'p2')]]);
    expect(read.map(({ id, title }) => [id, title])).toEqual([
      ['1', 'BGB'],
      ['2', 'KSchG'],
    ]);
    expect(read[0]).toMatchObject(more);
  });

  test('keeps sources as rich as they were when a later chunk says less', () => {
    const rich = { ...bgb, section: '§ 622' };
    expect(shown([[rich], [bgb, source('KSchG', 'p2')]])).toMatchObject([{ section: '§ 622' }, { title: 'KSchG' }]);
  });

  test('keeps two sources where two of one chunk differ', () => {
    const two = [
      { ...bgb, section: '§ 622' },
      { ...bgb, section: '§ 623' },
    ];
    expect(shown([two])).toHaveLength(2);
    expect(shown([[bgb], two]).map(({ section }) => section)).toEqual(['§ 622', '§ 623']);
    expect(shown([[bgb], [bgb, { ...bgb, section: '§ 622' }]])).toHaveLength(2);
    expect(shown([[bgb, source('BGB', 'p1 and more')]])).toHaveLength(2);
    expect(shown([[bgb], [source('BGB', 'p2')]])).toHaveLength(2);
  });
});
