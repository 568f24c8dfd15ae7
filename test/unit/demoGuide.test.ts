import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { demoExamples } from '../../src/demo/demo.ts';
import { answer } from '../../src/demo/library/answer.ts';
import { type Guide, openGuide } from '../../src/demo/library/guide.ts';
import { demoWords } from '../../src/demo/library/words.ts';
import { amount } from '../amount.ts';
import { seeded } from './property.ts';

const guides = {
  en: openGuide(await readFile('media/guide.en.md', 'utf8'), 'en'),
  de: openGuide(await readFile('media/guide.de.md', 'utf8'), 'de'),
} as const;

function ask(language: 'en' | 'de', ...questions: string[]) {
  return answer(guides[language], demoWords[language], language, questions, 'full');
}

/** Number of the section in either guide (they have the same ones), then the questions that it must answer first. */
const table: readonly [number, readonly string[], readonly string[]][] = [
  [0, ['How do I start?'], ['Wie fange ich an?']],
  [1, ['What is the demo?'], ['Was ist die Demo?', 'Steckt hinter der Demo ein Sprachmodell?']],
  [
    2,
    ['Where do I get a Haufe API key?', 'Where do I get an API key from?'],
    [
      'Wie füge ich eine Verbindung zu Haufe hinzu?',
      'Wo bekomme ich einen API-Schlüssel her?',
      'Wo bekomme ich den API-Key her?',
    ],
  ],
  [3, ['What license do I need?'], ['Welche Lizenz brauche ich?']],
  [4, ['How do I connect CopilotBuilder?'], ['Wie verbinde ich CopilotBuilder?']],
  [5, ['Where is my password stored?'], ['Wo liegt mein API-Schlüssel?', 'Wo wird mein Kennwort gespeichert?']],
  [6, ['Which views are there?'], ['Chatfenster nicht mehr finden']],
  [7, ['How do I ask about a selected passage?'], ['Wie frage ich nach einer markierten Textstelle?']],
  [8, ['How do I attach a file?'], ['Wie hänge ich eine Datei an?', 'Kann ich ein PDF hochladen?']],
  [9, ['ask once without a conversation'], ['einmal fragen ohne Unterhaltung']],
  [10, ['My question is too long'], ['Meine Frage ist zu lang', 'Wie lang darf eine Nachricht sein?']],
  [11, ['What does interrupted mean?'], ['Was heißt unterbrochen?', 'Was bedeutet „nicht beantwortet“?']],
  [12, ['Where do I see the sources?'], ['Wo sehe ich die Quellen?']],
  [13, ['How do I rate an answer?'], ['Wie bewerte ich eine Antwort?']],
  [14, ['How can I stop an answer?'], ['Wie halte ich eine Antwort an?']],
  [15, ['How do I insert an answer with footnotes?'], ['Fußnoten', 'Wie füge ich eine Antwort ein?']],
  [17, ['How do I rename a chat?'], ['Wie benenne ich eine Unterhaltung um?']],
  [18, ['can I export to markdown'], ['als Markdown exportieren']],
  [
    19,
    ['What leaves the editor, and to whom?', 'telemetry', 'Can Haufe see which documents I have open?'],
    [
      'Was verlässt den Editor?',
      'Kann Haufe sehen, welche Dokumente ich offen habe?',
      'Datenschutz',
      'Wird mein Mandantentext an Haufe übertragen?',
    ],
  ],
  [20, ['Who can read my conversations?'], ['Wer kann meine Unterhaltungen lesen?']],
  [21, ['delete everything'], ['alles löschen']],
  [22, ['My key was rejected'], ['Mein Schluessel wird abgelehnt']],
  [23, ['certificate error behind company proxy'], ['Zertifikatsfehler hinter dem Firmenproxy']],
  [24, ['blank panel'], ['leere Ansicht']],
  [25, ['keyboard shortcuts'], ['Tastenkürzel']],
  [26, ['screen reader'], ['Bildschirmleser', 'Wie ändere ich die Schriftgröße?']],
  [28, ['What are the limits?'], ['Wo liegen die Grenzen?']],
  [
    30,
    ['How do I ask with @expert in native chat?', 'Language model unavailable'],
    ['Wie frage ich mit @expert im Chat von VS Code?'],
  ],
  [31, ['Can agents ask my assistants?', 'MCP'], ['Können Agenten meine Assistenten fragen?', 'MCP']],
  [32, ['How do I import connections?'], ['Wie importiere ich Verbindungen?']],
  [33, ['What does the status bar show?'], ['Was zeigt die Statusleiste?']],
];

describe.each(['en', 'de'] as const)('guide in %s', (language) => {
  const guide: Guide = guides[language];
  const questions = table.flatMap(([section, en, de]) =>
    (language === 'en' ? en : de).map((question) => [question, guide.sections[section]?.heading] as const),
  );

  test.each(questions)('answers “%s” from the section %s', (question, heading) => {
    const { text, passages } = ask(language, question);
    expect(passages[0]?.section).toBe(heading);
    expect(text.startsWith(demoWords[language].found)).toBe(true);
  });

  test('the example questions are answered', () => {
    for (const example of demoExamples(language)) expect(ask(language, example).passages.length).toBeGreaterThan(0);
  });

  test('says that nothing was found, and lists what can be asked', () => {
    const { text, passages } = ask(language, 'qwxyz zzyzx');
    expect(passages).toEqual([]);
    expect(text).toContain(demoWords[language].nothing);
    for (const expected of [...demoExamples(language), ...guide.sections.map(({ heading }) => heading)]) {
      expect(text).toContain(expected);
    }
  });

  test('every passage is the guide’s own text, cited in order', () => {
    const { text, passages } = ask(language, demoExamples(language)[2]);
    passages.forEach(({ section, text: passage }, index) => {
      const found = guide.sections.find(({ heading }) => heading === section);
      for (const paragraph of passage.split('\n\n')) expect(found?.body).toContain(paragraph);
      expect(text).toContain(`**${section}** [${index + 1}]`);
    });
  });

  test('any question gets a valid answer', () => {
    const words = fc.constantFrom('§', '```', '> x', '\n\n', 'key', 'Schlüssel', '[1]', '__proto__', 'constructor');
    const question = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words).map((list) => list.join(' ')),
    );
    fc.assert(
      fc.property(fc.array(question, { minLength: 1, maxLength: 3 }), (asked) => {
        const { text, passages } = ask(language, ...asked);
        expect(text.length).toBeGreaterThan(40);
        expect(passages.every((passage) => passage.section !== '' && passage.text !== '')).toBe(true);
        const cited = [...text.matchAll(/\*\* \[(\d+)\]$/gm)].map(([, number]) => Number(number));
        expect(cited).toEqual(passages.map((_, index) => index + 1));
      }),
      seeded(`demo guide ${language}`, amount(300, 60)),
    );
  });
});

test('both guides have the same sections, and each has text', () => {
  expect(guides.de.sections.length).toBe(guides.en.sections.length);
  for (const { sections } of Object.values(guides)) for (const { body } of sections) expect(body).not.toBe('');
});

test('a professional question is answered honestly, with the passage on asking about a selection', () => {
  for (const question of [
    'Welche Frist gilt hier?',
    'Welche Frist gilt hier?\n\nDer Vertrag endet am 31. März.',
    'Wie hoch ist der Grundfreibetrag 2026?',
    'Fasse das zusammen\n\nEin langer Text.',
  ]) {
    const { text, passages } = ask('de', question);
    expect(text).toContain('keine Kenntnisse in Recht oder Steuern');
    expect(passages.map(({ section }) => section)).toEqual(['Zu einer Auswahl fragen']);
  }
  expect(ask('en', 'Which deadline applies here?\n\n```\nclause 4\n```').text).toContain('no legal or tax knowledge');
});

test('lets appended text not steer the search', () => {
  const extract = 'proxy certificate screen reader licence '.repeat(30);
  expect(ask('en', `How do I rename a conversation?\n\n${extract}`).passages[0]?.section).toBe(
    'Renaming and deleting conversations',
  );
});

test('a question that cannot stand alone goes on with the one before', () => {
  const [first, second] = [
    ask('de', 'Wie füge ich eine Antwort ein?'),
    ask('de', 'Wie füge ich eine Antwort ein?', 'Und mehr?'),
  ];
  expect(second.text).toContain(demoWords.de.foundMore);
  expect(second.passages[0]?.section).toBe(first.passages[1]?.section);
});
