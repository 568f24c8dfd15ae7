import { expect, it } from 'vitest';
import type { Message } from '../../src/chat/model/model.ts';
import { recap } from '../../src/chat/text/recap.ts';
import type { ExportWords } from '../../src/export/exported.ts';
import { exportThread } from '../../src/export/markdown.ts';

const message = (role: Message['role'], text: string, more: Partial<Message> = {}): Message => ({
  id: text,
  role,
  text,
  sources: [],
  context: [],
  state: 'complete',
  ...more,
});

const words: ExportWords = {
  title: 'T',
  assistant: 'HR',
  connection: 'K',
  language: 'en',
  dates: '',
  you: 'You',
  sources: 'Sources',
  moreSources: (count: number) => `${count} more sources`,
  shortened: 'shortened',
  details: 'Details',
  detailsAre: 'From the service.',
  notices: ({ details }) => (details?.legalAdvice ? ['No legal advice.'] : []),
  aiNotice: 'AI',
  contextLost: 'forgotten',
  state: ({ state }) => (state === 'stopped' ? 'stopped' : ''),
  time: (iso) => iso,
};

it('an exported conversation has every message, its state and its passages', () => {
  const context = [{ id: 'c', label: 'a.md', firstLine: 2, lastLine: 3, text: 'two\nthree' }];
  expect(
    exportThread(
      [
        message('user', 'Q', { context, state: 'sent' }),
        message('assistant', 'A', { sources: [{ id: '1', title: 'BGB', passage: 'Passage 1' }], state: 'stopped' }),
      ],
      words,
    ),
  ).toMatchInlineSnapshot(`
    "# T

    HR · K

    > AI

    ## You

    Q

    a.md 2–3:

    > two
    > three

    ## HR · stopped

    A

    Sources: [^1]

    ### Sources

    1. BGB

       > Passage 1

    [^1]: BGB &nbsp;
    "
  `);
});

it('an exported conversation keeps what the vendor told beside the answers, but never a key', () => {
  const other = {
    type: '53aa',
    'api-key': 'secret',
    api_key_value: 'secret',
    deep: [{ api_key: 'secret', apiKeys: ['secret'], kept: '```' }],
  };
  const text = exportThread(
    [
      message('user', 'Q', { attachment: { fileId: 'f', name: 'contract.pdf' } }),
      message('assistant', 'A', { storedId: 'm1', details: { legalAdvice: true, intent: 'notice', other } }),
    ],
    words,
  );
  expect(text).toContain('Q\n\n*contract.pdf*');
  expect(text).toContain('A\n\n> No legal advice.\n\n## Details');
  expect(text).not.toContain('secret');
  // Backticks within must not end the block.
  const json = /^````json\n([\s\S]*)\n````$/m.exec(text)?.[1] ?? '';
  expect(JSON.parse(json)).toEqual([
    { id: 'm1', legalAdvice: true, intent: 'notice', other: { type: '53aa', deep: [{ kept: '```' }] } },
  ]);
});

it('a recap tells the latest turns before a message, shortened', () => {
  const turns = Array.from({ length: 5 }, (_, index) => [
    message('user', `Q${index}`),
    message('assistant', index === 4 ? '😀'.repeat(500) : `A${index}`, { id: `a${index}` }),
  ]).flat();
  const told = recap([...turns, message('user', 'Now')], 'Now', { heading: 'Earlier:', you: 'Q', assistant: 'A' });
  expect(told).toBe(`Earlier:\n\nQ: Q2\n\nA: A2\n\nQ: Q3\n\nA: A3\n\nQ: Q4\n\nA: ${'😀'.repeat(399)}…`);
  expect(recap(turns, 'Q0', { heading: 'Earlier:', you: 'Q', assistant: 'A' })).toBe('');
});

it('says what is left out of sources and passages, and that older messages were not read', () => {
  const source = { id: '1', title: 'BGB', passage: 'Passage 1', shortened: true } as const;
  const text = exportThread([message('assistant', 'A', { sources: [source], moreSources: 12 })], {
    ...words,
    lacks: 'Older messages were not read.',
  });
  expect(text).toContain('> Older messages were not read.');
  expect(text).toContain('   > Passage 1\n   >\n   > [… shortened]\n\n12 more sources');
});

it("exports the service's own metadata with the titles that the service gives to their keys, which stay as they came", () => {
  const told = message('assistant', 'A', { details: { other: { firm: 'Muster GmbH', type: 7 } } });
  const labels = { firm: 'Name of the firm', absent: 'Nothing' };
  const document = exportThread([told], { ...words, labels });
  const [, json = ''] = /```json\n([\s\S]*?)\n```/.exec(document) ?? [];
  expect(JSON.parse(json)).toMatchObject({
    labels: { firm: 'Name of the firm' },
    answers: [{ other: { firm: 'Muster GmbH', type: 7 } }],
  });
  expect(JSON.parse(json).labels).not.toHaveProperty('absent');
});

it('exports metadata with any number of backticks', () => {
  const other = { code: '` '.repeat(200_000) };
  expect(exportThread([message('assistant', 'A', { details: { other } })], words)).toContain('```json');
});

it('says in an exported conversation where the service had forgotten what was said before', () => {
  const lost = exportThread(
    [message('user', 'Q1'), message('assistant', 'A1'), message('user', 'Q2', { contextLost: true })],
    words,
  );
  expect(lost.indexOf('> forgotten')).toBeGreaterThan(lost.indexOf('A1'));
  expect(lost.indexOf('> forgotten')).toBeLessThan(lost.indexOf('Q2'));
});
