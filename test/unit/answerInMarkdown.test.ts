import { describe, expect, it } from 'vitest';
import type { Message, Source } from '../../src/chat/model/model.ts';
import { type CitationOptions, withCitations } from '../../src/chat/text/citations/citations.ts';
import { reference } from '../../src/chat/text/sourceReference.ts';
import { exportThread } from '../../src/export/markdown.ts';
import { exportWords } from './exportWords.ts';
import { commonMark } from './readSigns.ts';

const sources: readonly Source[] = ['1', '2', '3'].map((id) => ({ id, title: `Buch ${id}`, passage: '' }));

const inserted = (text: string, more: Partial<CitationOptions> = {}) =>
  withCitations(
    { text, sources: sources.slice(0, 2) },
    { form: 'footnotes', heading: 'Quellen', escaped: 'all', ...more },
  );
const notes = '\n\n[^1]: Buch 1\n[^2]: Buch 2';

describe('an answer that goes into a Markdown document', () => {
  it.each([
    ['~~~js\nx = a[1];\n~~~\n\nSiehe [1] und [2].', '~~~js\nx = a[1];\n~~~\n\nSiehe [^1] und [^2].'],
    ['``a[1]`` und [1], [2]', '``a[1]`` und [^1], [^2]'],
    ['Nach [1]: Die Frist läuft; [1-2] und [1–2].', 'Nach [^1]: Die Frist läuft; [^1][^2] und [^1][^2].'],
    ['Siehe [1, 2], [1 – 2] und [1-2, 1].', 'Siehe [^1][^2], [^1][^2] und [^1][^2][^1].'],
    ['- 500 EUR [1]\n+ 20 [2]', '- \\- 500 EUR [^1]\n+ \\+ 20 [^2]'],
    ['1. a [1]\n3. b [2]', '1\\. a [^1]\n\n3\\. b [^2]'],
    ['| a |\n|---|\n| [1] | [2] |', '| a |\n|---|\n| [^1] \\| [2] |', '\n\nQuellen: [^2]'],
    ['Mitarbeiter*innen [1] und Kolleg*innen [2]', 'Mitarbeiter\\*innen [^1] und Kolleg\\*innen [^2]'],
    [
      'Ein ![Bild](https://evil.example/a) [1], <b>[2]</b>!',
      'Ein \\![Bild](https://evil.example/a) [^1], \\<b>[^2]\\</b>!',
    ],
    ['Wert [1–9], Seite [5-6] und [1] [2]', 'Wert [1–9], Seite [5-6] und [^1] [^2]'],
  ])('writes %j with citations that the document can hold', (text, body, more = '') => {
    expect(inserted(text)).toBe(`${body}${more}${notes}`);
  });

  it("never uses a label that the answer's own notes have", () => {
    expect(inserted('Frist [1], [2], so auch[^1].\n\n[^1]: Note der Antwort.')).toBe(
      'Frist [^2], [^3], so auch[^1].\n\n[^1]: Note der Antwort.\n\n[^2]: Buch 1\n[^3]: Buch 2',
    );
  });

  it.each([
    ['```js\nconst x = 1', '```'],
    ['> a\n\n~~~~\nb', '~~~~'],
  ])('closes the fence of %j before anything is added', (text, fence) => {
    expect(inserted(`Beispiel [1] [2]:\n\n${text}`)).toBe(`Beispiel [^1] [^2]:\n\n${text}\n${fence}${notes}`);
    expect(inserted(text, { form: 'inline' })).toBe(`${text}\n${fence}\n\nQuellen:\n\n- [1] Buch 1\n- [2] Buch 2`);
  });

  it('no comment or tag of HTML swallows what is added', () => {
    expect(commonMark.render(inserted('Siehe [1] [2] <!-- \n\n<script>'))).not.toMatch(/<!--|<script/);
  });

  it('leaves the text as it is where nothing reads Markdown, but for images and HTML where something may', () => {
    const text = 'Kolleg*in, - 5 ![x](https://a.example) <b> und 5~6 [3]';
    expect(inserted(text, { form: 'inline', escaped: 'images' })).toContain(
      'Kolleg*in, - 5 \\![x](https://a.example) \\<b> und 5~6 [3]',
    );
    const { escaped: _, ...plain } = { form: 'inline' as const, heading: 'Quellen', escaped: 'all' };
    expect(withCitations({ text, sources }, plain)).toContain(text);
  });
});

it('what holds “§ 622” together stays in the name of a source', () => {
  expect(reference({ id: '1', title: 'BGB,\n §\u00a0622  Abs.\u202f3', passage: '' })).toBe(
    'BGB, §\u00a0622 Abs.\u202f3',
  );
});

function exported(...messages: (Partial<Message> & Pick<Message, 'role' | 'text'>)[]): string {
  return exportThread(
    messages.map((each) => ({ id: '1', sources: [], context: [], state: 'complete', ...each })),
    exportWords,
  );
}

/** The headings of Markdown, each behind its level. */
function headings(markdown: string): string[] {
  const tokens = commonMark.parse(markdown, {});
  return tokens.flatMap(({ type, tag }, index) =>
    type === 'heading_open' ? [`${tag} ${tokens[index + 1]?.content}`] : [],
  );
}

describe('an exported conversation', () => {
  it('has the headings of messages below those of their authors', () => {
    const text = '# Eins\n\n> ## Sie · 3. Nov.\n\nZwei\nZeilen #\n=====\n\n###### Sechs\n\n- Punkt\n  ---';
    expect(headings(exported({ role: 'assistant', text }))).toEqual([
      ...['h1 T', 'h2 HR', 'h3 Eins', 'h4 Sie · 3. Nov.', 'h3 Zwei Zeilen \\#', 'h6 Sechs', 'h4 Punkt'],
    ]);
  });

  it('closes what a question or an answer leaves open', () => {
    const document = exported(
      { role: 'user', text: 'Was ist\n```\nhier falsch?' },
      { role: 'assistant', text: '<!-- Nichts\n\n~~~js\nx' },
      { role: 'user', text: 'Danke' },
    );
    expect(headings(document)).toEqual(['h1 T', 'h2 Sie', 'h2 HR', 'h2 Sie']);
  });

  it('loads nothing, neither from answers nor from passages nor from what was sent along', () => {
    const bad = '![x](https://evil.example/?d=1) <img src=x> <!--';
    const document = exported({
      role: 'assistant',
      text: bad,
      sources: [{ id: '1', title: bad, passage: bad }],
      context: [{ id: 'c', label: bad, firstLine: 1, lastLine: 2, text: bad }],
    });
    const types = commonMark
      .parse(document, {})
      .flatMap(({ type, children }) => [type, ...(children ?? []).map((child) => child.type)]);
    expect(types.filter((type) => /image|html/.test(type))).toEqual([]);
  });

  it('says no time where none is known', () => {
    const document = exported({ role: 'user', text: 'Frage', createdAt: 'gestern' });
    expect(headings(document)).toEqual(['h1 T', 'h2 Sie']);
  });
});
