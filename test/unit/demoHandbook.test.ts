import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { answer } from '../../src/demo/library/answer.ts';
import { openGuide } from '../../src/demo/library/guide.ts';
import { demoWords } from '../../src/demo/library/words.ts';

const open = async (name: string, language: 'en' | 'de') =>
  openGuide(await readFile(`media/${name}.${language}.md`, 'utf8'), language);
const books = {
  en: { guide: await open('guide', 'en'), handbook: await open('handbook', 'en') },
  de: { guide: await open('guide', 'de'), handbook: await open('handbook', 'de') },
};

/** A question, and the number of the section that answers it. */
type Asked = readonly [string, string];

const asked: Readonly<Record<'en' | 'de', readonly [Asked, ...Asked[]]>> = {
  en: [
    ['What notice period applies during the probationary period?', '2.1'],
    ['Which form does a notice of termination need?', '2.4'],
    ['How do I request annual leave?', '3.2'],
    ['Can I carry leave over?', '3.3'],
    ['How many days can I work from home?', '5.1'],
    ['What is reimbursed for a private car?', '6.2'],
    ['What does a hotel cost at most?', '6.3'],
    ['Who approves overtime?', '4.2'],
  ],
  de: [
    ['Welche Kündigungsfrist gilt in der Probezeit?', '2.1'],
    ['Muss eine Kündigung schriftlich sein?', '2.4'],
    ['Wie beantrage ich Urlaub?', '3.2'],
    ['Kann ich Resturlaub übertragen?', '3.3'],
    ['Wie viele Tage darf ich im Homeoffice arbeiten?', '5.1'],
    ['Was wird für Fahrten mit dem privaten Auto erstattet?', '6.2'],
    ['Was darf ein Hotel kosten?', '6.3'],
    ['Wer genehmigt Überstunden?', '4.2'],
  ],
};

describe.each(['en', 'de'] as const)('the sample handbook in %s', (language) => {
  const { guide, handbook } = books[language];
  const ask = (question: string, detail: 'full' | 'short' | 'unmarked' = 'short') =>
    answer(guide, demoWords[language], language, [question], detail, handbook);

  it.each(asked[language])('answers “%s” from section %s, with its number in the text', (question, section) => {
    const { text, passages } = ask(question);
    expect(passages[0]?.section.slice(0, 3)).toBe(section);
    expect(text).toContain(`${passages[0]?.text} [1]`);
  });

  it.each(['short', 'full'] as const)('gives each section that an answer in %s names a source to read', (detail) => {
    const { alsoFound } = demoWords[language];
    const named = asked[language].flatMap(([question]) => {
      const { text, passages } = ask(question, detail);
      const [, line] = text.split(`${alsoFound} `);
      const names = line?.split(' · ') ?? [];
      const others = passages.slice(passages.length - names.length);
      const before = passages.length - others.length;
      expect(names).toEqual(others.map(({ section }, index) => `${section} [${before + index + 1}]`));
      return names;
    });
    expect(named).not.toEqual([]);
  });

  it('quotes the best section of the guide alone where it answers in short, and names the others by their numbers', () => {
    const { text, passages } = ask(demoWords[language].examples[2]);
    expect(passages.length).toBeGreaterThan(1);
    expect(text.match(/^> /gm)?.length).toBeGreaterThan(0);
    const [, line] = text.split(`${demoWords[language].alsoFound} `);
    expect(line?.split(' · ')).toEqual(passages.slice(1).map(({ section }, index) => `${section} [${index + 2}]`));
  });

  it('answers in detail with up to three passages, each behind its number', () => {
    const { text, passages } = ask(asked[language][0][0], 'full');
    expect(passages.length).toBeGreaterThan(1);
    const quoted = passages.filter((passage, index) => text.includes(`${passage.text} [${index + 1}]`));
    expect(quoted.length).toBeGreaterThan(1);
    expect(quoted.length).toBeLessThanOrEqual(3);
    expect(quoted).toEqual(passages.slice(0, quoted.length));
  });

  it('names sections and no numbers where there are no sources', () => {
    const { text } = ask(asked[language][0][0], 'unmarked');
    expect(text).toContain('**2.1 ');
    expect(text).not.toMatch(/\[\d\]/);
  });

  it('has numbered sections of one invented company', () => {
    expect(handbook.sections.length).toBeGreaterThanOrEqual(25);
    for (const { heading } of handbook.sections) expect(heading).toMatch(/^\d\.\d /);
  });

  it('leaves questions about the extension to the guide', () => {
    const third = demoWords[language].examples[2];
    expect(ask(third).title).toBe(guide.title);
    expect(ask(third).passages).not.toEqual([]);
  });
});
