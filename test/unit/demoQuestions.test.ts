import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { demoDescription, guideAssistantId, shortAssistantId } from '../../src/demo/demo.ts';
import { answer } from '../../src/demo/library/answer.ts';
import { openGuide } from '../../src/demo/library/guide.ts';
import { demoWords } from '../../src/demo/library/words.ts';

const guides = {
  en: openGuide(await readFile('media/guide.en.md', 'utf8'), 'en'),
  de: openGuide(await readFile('media/guide.de.md', 'utf8'), 'de'),
} as const;

function ask(language: 'en' | 'de', ...questions: string[]) {
  return answer(guides[language], demoWords[language], language, questions, 'full');
}

const professional = {
  de: [
    'Wie lange ist die Kündigungsfrist?',
    'Wie lange muss ich Belege aufbewahren?',
    'Kann ich das häusliche Arbeitszimmer absetzen?',
    'Darf ich im Homeoffice arbeiten und was kostet das steuerlich?',
    'Wie hoch ist der Grundfreibetrag 2026?',
    'Wie buche ich eine Anzahlung?',
    'Wann ist die Umsatzsteuer fällig?',
    'Muss der Arbeitsvertrag schriftlich sein?',
  ],
  en: [
    'How long is the notice period?',
    'How long must I keep receipts?',
    'Can I deduct my home office?',
    'May I work from home and what does it cost in taxes?',
    'How high is the basic tax allowance for 2026?',
    'How do I book a down payment?',
    'When is VAT due?',
    'Must an employment contract be in writing?',
  ],
} as const;

/** Words of the profession that the guide uses too, in questions about the extension. */
const aboutTheExtension: Record<'en' | 'de', [string, number][]> = {
  de: [
    ['Was darf Haufe nach dem Vertrag mit meinen Fragen tun?', 19],
    ['Wie hänge ich einen Vertrag als Datei an?', 8],
    ['Was heißt der Hinweis zur Rechtsberatung an einer Antwort?', 13],
    ['Wie lange bleibt eine angehängte Datei bei Haufe gespeichert?', 20],
  ],
  en: [
    ['What does my contract allow Haufe to do with my questions?', 19],
    ['How do I attach a contract as a file?', 8],
    ['What does the notice on an answer about legal advice mean?', 13],
    ['How long is an attached file kept at Haufe?', 20],
  ],
};

describe.each(['en', 'de'] as const)('questions in %s', (language) => {
  const words = demoWords[language];
  const [insert, cost, more] = {
    de: ['Wie füge ich eine Antwort ein?', 'Was kostet das?', 'Und wie genau?'],
    en: ['How do I insert an answer?', 'What does that cost?', 'And how?'],
  }[language] as [string, string, string];

  test.each(professional[language])('says that it knows nothing of law or taxes: %s', (question) => {
    for (const asked of [[question], [insert, question]]) {
      const { text, passages } = ask(language, ...asked);
      expect(text.startsWith(words.noExpertise)).toBe(true);
      expect(passages.map(({ section }) => section)).toEqual([guides[language].sections[7]?.heading]);
    }
  });

  test.each(aboutTheExtension[language])('answers from the guide: %s → section %i', (question, section) => {
    const { text, passages } = ask(language, question);
    expect(text.startsWith(words.found)).toBe(true);
    expect(passages.map((passage) => passage.section)).toContain(guides[language].sections[section]?.heading);
  });

  test('quotes with the address of the portal where keys come from', () => {
    const question = { de: 'Wo bekomme ich einen API-Schlüssel her?', en: 'Where do I get an API key from?' }[language];
    expect(ask(language, question).passages[0]?.text).toContain('portal.haufe.ai');
  });

  test.each({ de: ['hallo', 'Guten Tag!'], en: ['hello', 'Good morning!'] }[language])(
    'greets whoever says “%s”, with two examples',
    (hello) => {
      for (const asked of [[hello], [insert, hello]]) {
        const { text, passages } = ask(language, ...asked);
        expect(text.startsWith(words.greeting)).toBe(true);
        expect(text.match(/^- /gm)).toHaveLength(2);
        expect(passages).toEqual([]);
      }
    },
  );

  test('a question of its own does not go on with the one before', () => {
    for (const asked of [[cost], [insert, cost]]) {
      const { text, passages } = ask(language, ...asked);
      expect(text).toContain(words.nothing);
      expect(passages).toEqual([]);
    }
    expect(ask(language, insert, more).text).toContain(words.foundMore);
  });

  test('each assistant says what sets it apart', () => {
    const described = [guideAssistantId, shortAssistantId].map((id) => demoDescription(language, id));
    expect(described).toEqual([words.guideDescription, words.shortDescription]);
    expect(new Set([...described, words.tourDescription].map((text) => text?.split(':')[0])).size).toBe(3);
    expect(demoDescription(language, 'another')).toBeUndefined();
  });
});
