import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ConversationIndex, keyOf, mostMessages } from '../../src/chat/catalog/conversationIndex.ts';
import type { Source, Thread } from '../../src/chat/model/model.ts';
import { seeded } from './property.ts';

const thread = (id: string): Thread => ({ connectionId: 'c', assistantId: 'a', id, title: `Title ${id}` });
const said = (text: string, sources: readonly Source[] = []) => ({ text, sources });

function indexOf(...texts: readonly string[]) {
  const index = new ConversationIndex();
  texts.forEach((text, at) => {
    index.add(thread(String(at)), [said(text)]);
  });
  return index;
}
const ids = (index: ConversationIndex, query: string) =>
  index.search(query).map(({ key }) => (JSON.parse(key) as string[])[1]);

it('finds a conversation by words that stand in it, and shows what stands around them', () => {
  const index = indexOf(
    'Something else',
    `${'Long before. '.repeat(20)}The notice period is two weeks. ${'Long after. '.repeat(20)}`,
  );
  const [found, ...others] = index.search('notice peri');
  expect(others).toEqual([]);
  expect(found?.key).toBe(keyOf(thread('1')));
  expect(found?.snippet).toMatch(/^… .*The notice period is two weeks\. .* …$/);
  expect(found?.snippet.length).toBeLessThan(140);
});

it.each(['kündigung', 'KUNDIGUNG', 'Ku\u0308ndigung', 'kündig'])(
  'finds a word whatever its case and accents: %s',
  (query) => {
    expect(ids(indexOf('Die Kündigung muss schriftlich sein.'), query)).toEqual(['0']);
  },
);

it('finds the words of sources', () => {
  const index = new ConversationIndex();
  index.add(thread('s'), [said('Yes [1].', [{ id: '1', title: 'BGB', section: '§ 622', passage: 'Grundfrist' }])]);
  for (const query of ['BGB', '622', 'grundfrist']) expect(ids(index, query)).toEqual(['s']);
});

it('asks for all words, and finds nothing where there is none', () => {
  const index = indexOf('tax and law', 'tax alone');
  expect(ids(index, 'tax law')).toEqual(['0']);
  for (const query of ['', '  ', '§', 'nowhere']) expect(ids(index, query)).toEqual([]);
});

it('names a conversation once, however many of its messages match, and takes no more than it may', () => {
  const index = new ConversationIndex();
  index.add(
    thread('x'),
    Array.from({ length: mostMessages + 10 }, () => said('same')),
  );
  index.add(thread('y'), [said('same')]);
  expect(index.isFull).toBe(true);
  expect(ids(index, 'same')).toEqual(['x']);
});

it('finds every word of every text, in a snippet of one line', () => {
  fc.assert(
    fc.property(fc.lorem({ maxCount: 40 }), fc.nat(), (text, pick) => {
      const words = text.split(/\W+/).filter(Boolean);
      const word = words[pick % words.length] ?? '';
      const [found] = indexOf(text).search(word);
      expect(found?.snippet.toLowerCase()).toContain(word.toLowerCase());
      expect(found?.snippet).not.toContain('\n');
    }),
    seeded('words in a snippet', 200),
  );
});
