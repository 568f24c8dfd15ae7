import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message, Source } from '../../src/chat/model/model.ts';
import { comparedSources, sourceKey } from '../../src/chat/text/citations/comparedSources.ts';
import { type ComparisonWords, comparison } from '../../src/export/comparison.ts';
import { ageOf, comparedAnswersTitle } from '../../src/host/answers/comparisonWords.ts';
import { seeded } from './property.ts';

const bgb: Source = { id: '1', title: 'BGB', section: '§ 622', passage: 'Four weeks.' };
const guide: Source = { id: '2', title: 'Guide', passage: 'Old.', link: 'https://a.example/g' };
const ruling: Source = { id: '2', title: 'Ruling', passage: 'New.' };

const answer = (text: string, sources: readonly Source[], more: Partial<Message> = {}): Message => ({
  ...{ id: text, role: 'assistant', text, sources, context: [], state: 'complete' },
  ...more,
});

const words: ComparisonWords = {
  title: 'Which *period*?',
  facts: ([first]) => `HR · ${first?.createdAt ?? '?'}`,
  notices: () => [],
  author: ({ author }) => author ?? 'HR',
  sources: 'Sources',
  shared: 'In both',
  onlyBefore: 'Only before',
  onlyAfter: 'Only after',
  noSources: 'None.',
  moreSources: (count) => `${count} more`,
  shortened: 'shortened',
  origin: 'By AI.',
};

describe('two answers side by side', () => {
  it('the same source has one number in both, and at the end stands what both name and what one alone names', () => {
    const before = answer('Four weeks [1], says the guide [2].', [bgb, guide], { createdAt: 'then' });
    const after = answer('Six weeks [2], not four [1].', [{ ...bgb, passage: 'Six weeks.' }, ruling]);
    expect(comparison([before], [after], words)).toMatchInlineSnapshot(`
      {
        "after": "# Which \\*period\\*?

      > HR · ?

      Six weeks [^4], not four [^1].

      ## Sources

      ### In both

      [^1]: BGB, § 622

          > Six weeks.

      ### Only before

      [^2]: Guide, <https://a.example/g>

          > Old.

      ### Only after

      [^4]: Ruling &nbsp;

          > New.

      *By AI.*
      ",
        "before": "# Which \\*period\\*?

      > HR · then

      Four weeks [^1], says the guide [^2].

      ## Sources

      ### In both

      [^1]: BGB, § 622

          > Four weeks.

      ### Only before

      [^2]: Guide, <https://a.example/g>

          > Old.

      ### Only after

      [^4]: Ruling &nbsp;

          > New.

      *By AI.*
      ",
      }
    `);
  });

  it('a source is named by both though its passage has changed, and each shows its own', () => {
    const { before, after } = comparison(
      [answer('A [1]', [bgb])],
      [answer('A [1]', [{ ...bgb, passage: 'Six weeks.' }])],
      words,
    );
    expect(before).toContain('### In both\n\n[^1]: BGB, § 622\n\n    > Four weeks.');
    expect(after).toContain('### In both\n\n[^1]: BGB, § 622\n\n    > Six weeks.');
    expect(before).not.toContain('Only');
  });

  it('shows what would be an image or HTML as text, and puts the headings of an answer below its own', () => {
    const { before } = comparison([answer('# H\n\n![x](https://a.example/x.png) <b>', [])], [answer('A', [])], words);
    expect(before).toContain('\n## H\n');
    expect(before).toContain('\\!');
    expect(before).not.toContain(' <b>');
    expect(before).toContain('None.');
  });

  it('shows all parts of an answer that came in several, each with its author', () => {
    const parts = [
      answer('One [1]', [bgb], { author: 'Search' }),
      answer('Two [1]', [{ ...guide, id: '1' }], { author: 'Writer' }),
    ];
    const { before } = comparison(parts, [answer('A', [])], words);
    expect(before).toContain('## Search\n\nOne [^1]');
    expect(before).toContain('## Writer\n\nTwo [^2]');
  });
});

describe('the sources of two answers', () => {
  const source = fc.record({
    id: fc.nat(9).map(String),
    title: fc.constantFrom('A', 'B', 'C'),
    section: fc.constantFrom('§ 1', '§ 2'),
    passage: fc.string(),
    link: fc.constantFrom('https://a.example', 'https://b.example'),
  });

  it('each source is shared or of one alone, exactly once', () => {
    fc.assert(
      fc.property(fc.array(source), fc.array(source), (before, after) => {
        const { shared, onlyBefore, onlyAfter } = comparedSources(before, after);
        const all = [...shared, ...onlyBefore, ...onlyAfter];
        expect(new Set(all).size).toBe(all.length);
        expect(new Set(all)).toEqual(new Set([...before, ...after].map(sourceKey)));
        for (const key of shared) expect(before.some((each) => sourceKey(each) === key)).toBe(true);
        for (const key of shared) expect(after.some((each) => sourceKey(each) === key)).toBe(true);
        expect(comparedSources(after, before).onlyBefore).toEqual(onlyAfter);
      }),
      seeded('the sources of two answers', 200),
    );
  });

  it('a source is the same whatever its number and passage, and another with another section or link', () => {
    expect(sourceKey({ ...bgb, id: '7', passage: 'x' })).toBe(sourceKey(bgb));
    expect(sourceKey({ ...bgb, section: '§ 623' })).not.toBe(sourceKey(bgb));
    expect(sourceKey({ ...guide, link: 'https://b.example' })).not.toBe(sourceKey(guide));
  });
});

describe('the age of an answer', () => {
  const now = Date.parse('2026-11-29T12:00:00Z');

  it.each([
    ['2026-11-29T08:00:00Z', 'less than a day old'],
    ['2026-11-28T08:00:00Z', '1 day old'],
    ['2026-03-12T12:00:00Z', '262 days old'],
    [undefined, 'of unknown age'],
  ])('an answer of %s is %s', (createdAt, age) => {
    expect(ageOf({ ...(createdAt !== undefined && { createdAt }) }, now)).toBe(age);
  });

  it('the age stands in the title, with whom the answers are owed to', () => {
    const connection = { id: 'c', provider: 'haufe', name: 'K', baseUrl: 'https://api.haufe.ai/agents' } as const;
    const title = comparedAnswersTitle(connection, { id: 'hr', name: 'HR', poweredBy: 'Haufe' }, [answer('A', [])]);
    expect(title).toBe('Answer of unknown date (of unknown age) and new answer · Powered by Haufe. Generated by AI.');
  });
});
