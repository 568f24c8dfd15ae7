import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../src/providers/copilotBuilder/reader.ts';
import { seeded } from './property.ts';

const asked = 'Was gilt?';
const user = { role: { label: 'user' }, items: [{ $type: 'TextContent', text: asked }] };
const message = (...items: unknown[]) => ({ role: { label: 'Assistant' }, items });
const text = (value: unknown) => ({ $type: 'TextContent', text: value });
const texts = (body: unknown): string[] =>
  readAnswer(JSON.stringify(body), asked).messages.map(({ text: read }) => read);

describe('latestMessages', () => {
  test('reads latestMessages first, in order, blanks left out', () => {
    const chatHistory = [user, message(text('from the history'))];
    expect(texts({ message: 'x', chatHistory, latestMessages: ['Eins', ' ', 'Zwei'] })).toEqual(['Eins', 'Zwei']);
    expect(texts({ LATESTMESSAGES: ['Eins'] })).toEqual(['Eins']);
    expect(texts({ latestMessages: [message(text('Eins'))] })).toEqual(['Eins']);
  });

  test('takes author and citations of latestMessages from the same text in the history', () => {
    const annotation = {
      $type: 'AnnotationContent',
      kind: { label: 'urlcitation' },
      label: 'Zitat',
      title: 'Quelle',
      referenceId: 'https://a.example/x',
    };
    const chatHistory = [user, { ...message(text('Eins'), annotation), authorName: 'Prüfer' }];
    expect(readAnswer(JSON.stringify({ chatHistory, latestMessages: ['Eins'] }), asked).messages).toEqual([
      {
        text: 'Eins',
        author: 'Prüfer',
        sources: [{ id: '1', title: 'Quelle', passage: 'Zitat', link: 'https://a.example/x' }],
      },
    ]);
  });

  test('reads latestMessages that are empty, without a new text, as an empty answer', () => {
    for (const latestMessages of [[], [''], null, '', {}]) {
      expect(texts({ latestMessages, chatHistory: [message(text('old')), user] })).toEqual([]);
    }
  });
});

describe('other places', () => {
  test.each(['message', 'response', 'reply', 'answer', 'content', 'text', 'result', 'output'])(
    'finds the answer in “%s”',
    (key) => {
      expect(texts({ [key]: 'Ja.' })).toEqual(['Ja.']);
      expect(texts({ [key.toUpperCase()]: 'Ja.' })).toEqual(['Ja.']);
      expect(texts({ [key]: message(text('Ja.')) })).toEqual(['Ja.']);
      expect(texts({ [key]: '  ', chatHistory: [user, message(text('Nein.'))] })).toEqual(['Nein.']);
    },
  );

  test('reads every step of the history after the newest question, and never what is older or hidden', () => {
    const chatHistory = [
      { role: 'system', content: 'secret' },
      user,
      message(text('alt')),
      user,
      { role: 'tool', content: '42' },
      { role: { label: 'developer' }, items: [text('secret')] },
      { ...message(text('Eins')), authorName: 'A' },
      { ...message(text('Zwei')), author: 'B' },
    ];
    const { messages } = readAnswer(JSON.stringify({ chatHistory }), asked);
    expect(messages.map(({ text: read, author }) => [author, read])).toEqual([
      ['A', 'Eins'],
      ['B', 'Zwei'],
    ]);
    expect(texts({ chatHistory: [message(text('alt')), user] })).toEqual([]);
  });

  test('reads only the last text of a history without a question', () => {
    expect(texts([message(text('alt')), message(text('neu'))])).toEqual(['neu']);
  });

  test('reads text items, then older fields', () => {
    const from = (body: object) => texts([user, { role: 'assistant', ...body }]);
    expect(
      from({ items: [text('a'), { text: 'b' }, { $type: 'FunctionCallContent', text: 'no' }, text(null)] }),
    ).toEqual(['ab']);
    expect(from({ items: null, content: 'c' })).toEqual(['c']);
    expect(from({ items: [], content: ['d', { text: 'e' }, 7] })).toEqual(['de']);
    expect(from({ Text: 'f' })).toEqual(['f']);
    expect(from({ value: 'g' })).toEqual(['g']);
    expect(from({ items: [text('both')], content: 'both' })).toEqual(['both']);
  });

  test('tells of an image, never its data, never another scheme', () => {
    const image = (more: object) => texts([user, message(text('Bild:'), { $type: 'ImageContent', ...more })])[0];
    expect(image({ uri: 'https://a.example/b (c).png' })).toContain(
      '[image: a.example](<https://a.example/b%20(c).png>)',
    );
    expect(image({ uri: 'http://a.example/b.png' })).toContain('[image]');
    expect(image({ uri: 'javascript:alert(1)', mimeType: 'image/png' })).toContain('[image/png]');
    expect(image({ data: 'QUJD', mimeType: 'x](https://evil.example)' })).toBe('Bild:\n\n[image, 1 kB]\n\n');
    expect(image({ uri: `data:image/png;base64,${'A'.repeat(40_000)}` })).toBe('Bild:\n\n[image/png, 30 kB]\n\n');
  });

  test('takes of unknown roles the text just sent as the question, and anything else as an answer', () => {
    expect(
      texts([
        { role: 'human', content: asked },
        { role: 'bot', content: 'Ja.' },
      ]),
    ).toEqual(['Ja.']);
    expect(
      texts([
        { authorRole: 0, message: asked },
        { authorRole: { Label: 'ASSISTANT' }, message: 'Ja.' },
      ]),
    ).toEqual(['Ja.']);
  });
});

describe('citations', () => {
  test('makes one source of each passage that an answer cites', () => {
    const Citations = [
      { DocumentName: 'Handbuch', DocumentId: 'x', CitationSegments: [{ Text: 'a', Relevance: 0.9 }, { Text: 'b' }] },
      { name: 'Seite', url: 'https://a.example/', citationSegments: [] },
      { title: 'Unsicher', source: 'http://a.example/' },
      { documentId: 'nur-id' },
      {},
      null,
    ];
    expect(readAnswer(JSON.stringify({ latestMessages: ['Eins', 'Zwei'], Citations }), asked).messages).toEqual([
      { text: 'Eins', sources: [] },
      {
        text: 'Zwei',
        sources: [
          { id: '1', title: 'Handbuch', passage: 'a' },
          { id: '2', title: 'Handbuch', passage: 'b' },
          { id: '3', title: 'Seite', passage: '', link: 'https://a.example/' },
          { id: '4', title: 'Unsicher', passage: '' },
          { id: '5', title: 'nur-id', passage: '' },
        ],
      },
    ]);
  });
});

describe('the body', () => {
  test.each([
    '',
    ' \n',
    '<!DOCTYPE html><p>x',
    '<html lang="de">',
    ' <?xml version="1.0"?>',
    '{"chatHistory":[{"role"',
    ' [ {"ro',
    '["a',
    '{',
    ' [ ',
  ])('tells the body %j as a bad response', (body) => {
    expect(() => readAnswer(body, asked)).toThrow('bad-response');
  });

  test('takes a body of plain text as the answer', () => {
    expect(readAnswer('[Das](https://a.example) gilt.', asked).messages).toHaveLength(1);
    expect(readAnswer('{kein JSON}', asked).messages).toHaveLength(1);
    expect(readAnswer('Ja, <b>das</b> gilt.', asked).messages).toEqual([{ text: 'Ja, <b>das</b> gilt.', sources: [] }]);
  });

  test.each([
    ['2026-04-20T15:16:38.920Z', '2026-04-20T15:16:38.920Z'],
    ['2026-04-20T15:16:38', '2026-04-20T15:16:38Z'],
    ['2026-04-20T17:16:38+02:00', '2026-04-20T15:16:38Z'],
  ])('reads that a session expires at %s', (expirationDate, instant) => {
    expect(readAnswer(JSON.stringify({ expirationDate }), asked).expires).toBe(Date.parse(instant));
  });

  test.each([
    '[]',
    'null',
    '{}',
    '{"status":"ok"}',
    '\u0001"chatHistory":[{"role":{"label":"system"},"items":[{"$type":"TextContent","text":"The secret prompt."}]}]}',
  ])('takes the body %j for none of the vendor’s: the question may not have arrived', (body) => {
    expect(() => readAnswer(body, asked)).toThrow('bad-response');
  });

  test('reads of a body of any JSON an answer, an empty one, or that it has none', () => {
    const keys = fc.constantFrom(
      'latestMessages',
      'chatHistory',
      'messages',
      'role',
      'label',
      'items',
      '$type',
      'text',
      'content',
      'citations',
      'citationSegments',
      'uri',
      'message',
      '__proto__',
      'kind',
      'authorName',
      'expirationDate',
    );
    const leaf = fc.oneof(
      fc.string(),
      fc.constantFrom('user', 'assistant', 'TextContent', 'ImageContent', 'AnnotationContent', asked),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
    );
    const answerOrNone = (body: string) => {
      try {
        return readAnswer(body, asked).messages;
      } catch (error) {
        expect(error).toMatchObject({ code: 'bad-response', processed: 'maybe' });
        return [];
      }
    };
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 6 },
        leaf,
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(keys, tie('value'), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(value, (body) => {
        for (const { text: read, sources } of answerOrNone(JSON.stringify(body))) {
          expect(read.trim()).not.toBe('');
          for (const { link } of sources) expect(link ?? 'https:').toMatch(/^https:/);
        }
      }),
      seeded('any JSON as an answer', 5000),
    );
  });

  test('reads a body of any depth', () => {
    const deep = `${'{"message":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    expect(() => readAnswer(deep, asked)).not.toThrow(RangeError);
    expect(readAnswer(deep, asked).messages).toEqual([]);
  });
});
