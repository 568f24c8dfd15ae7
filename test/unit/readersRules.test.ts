import { describe, expect, it } from 'vitest';
import { documents } from '../../rules/readersRules.mjs';
import { blockRules } from '../../src/chat/text/reading/blockRules.ts';
import { inlineRules } from '../../src/chat/text/reading/inlineRules.ts';
import { plainPassage } from '../../src/webview/markdown/plainPassage.ts';
import { readersRules } from '../../src/webview/markdown/readersRules.ts';

/** What is read of an answer, the numbers of its lists included; paragraphs are not told from lines. */
function read(markdown: string): string {
  return lines(plainPassage(markdown));
}

function lines(text: string): string {
  return text
    .replace(/\s*\n\s*/g, '\n')
    .replace(/ +/g, ' ')
    .trim();
}

describe('an answer is read as it was written', () => {
  it.each([
    // A number, a dot and a month's name.
    'Fristen:\n\n15. Januar 2026: Antrag\n10. Februar 2026: Anhörung\n1. April 2026: Bescheid',
    'Die Frist endet am\n1. Dezember 2026.',
    ...[
      'Jan.',
      'Jänner',
      'Feb',
      'Feber',
      'März',
      'Mrz',
      'Apr.',
      'Mai',
      'Juni',
      'Jul',
      'Aug.',
      'Sept.',
      'Okt.',
      'Nov',
      'Dez.',
      'March',
      'May',
      'JUNE',
      'October',
      'December',
    ].map((month) => `31. ${month} 2026: Frist\n03. ${month} 2027`),
    '1. Antrag\n15. Januar 2026',
    // Gaps, repeated and padded numbers, both signs.
    '1. eins\n3. drei\n7. sieben',
    '1. a\n1. b\n1. c',
    '5) fünf\n9) neun',
    '01. a\n02. b',
    '1. a\n   1. b\n   5. c\n4. d',
    // Signs of amounts.
    'Bruttolohn\n\n- 500,00 EUR Pfändung\n+ 200,00 EUR Zulage\n* 3 Monate',
    '- € 500\n+ $ 20\n- £5\n+ CHF 200\n- Fr. 30\n- US$ 5\n+ ₹ 7\n+ (20 %)',
    '1. - 500 EUR\n2. + 20 EUR',
    'Bei\n> 10 Arbeitnehmern gilt das KSchG.',
    '> 5 %\n>= 10 Jahre\n>5 Jahre: 2 Monate\n> € 500\n> 1.000 EUR\n> -5 °C',
    '− 500,00 EUR\n× 3\n– 20 %\n± 5',
    // Stars.
    'Alle Mitarbeiter*innen und Kolleg*innen haben Anspruch.',
    'Gegenstandswert 5.000*1,3*2 = 13.000',
    '5 *3* 2 und 2**3 sowie 4**5, x**2 + y**2',
    'Ein*e Ärzt*in, jede*r Lehrer*in; die Endung *innen, :innen, _innen und *in',
    'Mitarbeiter_innen und Kolleg_innen, Mitarbeiter:innen, Mitarbeiter/-innen, MitarbeiterInnen',
    'Kolleg*(innen) und Mensch*, Frau*',
    // Marks that name themselves, stand for something or are a line to write on.
    'Lehrer(*)innen und Schüler(*)innen, Mitarbeiter(_)innen und (_)x',
    'Das Zeichen „*“ oder "*", „_“ oder "_", (*, :, _) oder (*, :)',
    '*) netto, siehe Preis*); Filter: *.doc;*.pdf, *.doc,*.pdf; -*- coding -*-',
    'GET /v1/*/threads/*/x und m/w/*/d, x/*/y; Endung *-in/*-innen',
    '(a+b)*(c+d)*(e+f), Kosten (**) sind (**) frei',
    'Zimmer (____) und (____), Name:____,Ort:____.',
    'XXXX****XXXX****XXXX, ****1234****, DE** **** 12',
    '__init__.py und __main__.py',
    // Brackets behind brackets.
    'Lehrer[innen](m/w/d), Mitarbeiter[in](nen), [Kündigung](§622BGB), f[i](x)',
    '[Name]() und handlers[i](), [](), ![Bild]( )',
    '[Text](<§ 622 BGB>) und ![Bild](nix), (siehe [§ 5](6))',
    // Signs in a line of their own.
    'Brutto\n-\nSteuer\n=\nNetto',
    'Brutto\n\n-\n\nSteuer\n\n+\n\nZulage',
    'a\n--\nb\n==\nc',
    // Tildes.
    '5~~10 % und 20~~30 %',
    '5~10 % und 20~30 %',
    '~5 Tage oder ~6 Tage, a~b~c und ~~~x~~~',
    // Placeholders and notes.
    'Sehr geehrte Frau [Name],\n\n[Name]: Mustermann',
    'Siehe[^1].\n\n[^1]: https://www.gesetze-im-internet.de/bgb/__622.html',
    'Siehe[^a].\n\n[^a]: /bgb/622',
    '[Datum]: 15.03.2026\n\n[Betrag]:\n500 EUR\n\n[Name]: <Name>',
    'Sehr geehrte <Anrede> <Name>, am <Datum:heute> um <Uhrzeit>',
    'Nach [1]: Die Frist läuft; [1–3], [1-2] und [1, 2].',
    '[1]: https://a.example\n[2]: Buch',
    '[BGB]: https://www.gesetze-im-internet.de/bgb',
    'Siehe unten.\n\n[Link]: https://a.example/x "Titel"\n[Ort]:\n/b/c',
    // Formulas.
    '[ \\[ a\n\\* b\n\\] (c) \\[\nd',
    'Es gilt \\(a = b\\) und \\[c = d\\].',
    '$$ 50\\,\\% \\cdot x_1 * y_2 * z $$ und $x_1 * y_1 * z$, \\(x^* + y^*\\)',
    '\\[\na\n= b\n+ c\n- d\n\\]',
    'Es gilt\n$$\n+ a\n- b\n> c\n$$\nalso',
    'Kosten $5 oder 10$, \\(offen',
    // Lines.
    'Muster GmbH\nHauptstraße 1\n79111 Freiburg',
    'a) eins\nb) zwei',
    '• eins\n• zwei',
    '§ 5\n§ 6',
    '(1) eins\n(2) zwei',
    'Text <b>fett</b> <!-- x --> <br> <script>',
  ])('reads %j as it was written', (markdown) => {
    expect(read(markdown)).toBe(lines(markdown));
  });
});

describe('markup that is surely markup is none of the text', () => {
  it.each([
    ['*wichtig* und **sehr** und ~~alt~~', 'wichtig und sehr und alt'],
    ['**(Sonder-)**Kündigungsrecht', '(Sonder-)Kündigungsrecht'],
    ['**„Kündigungs“**frist und **Frist:**Vier Wochen', '„Kündigungs“frist und Frist:Vier Wochen'],
    ['Kündigungs**(frist)** und das**„Wort“**hier', 'Kündigungs(frist) und das„Wort“hier'],
    ['Sonder**kündigungs**recht', 'Sonderkündigungsrecht'],
    ['- **500,00 EUR** Abzug', '- 500,00 EUR Abzug'],
    ['> Text\n> mehr', 'Text\nmehr'],
    ['> 1. a\n> 2. b', '1. a\n2. b'],
    ['- a\n- b', '- a\n- b'],
    ['| a |\n|---|\n| Zeile 1<br>Zeile 2<BR/>`<br>` \\<br> |', 'a\nZeile 1\nZeile 2\n<br> <br>'],
    ['| a |\n|---|\n| b | c | d |\n| e |', 'a\nb | c | d\ne'],
    ['[a] und <https://a.example> <b@a.example>\n\n[a]: https://a.example', 'a und https://a.example b@a.example'],
    ['1. Januarabrechnung\n2. Mahnung\n32. Mai', '1. Januarabrechnung\n2. Mahnung\n32. Mai'],
    ['[a]\n\n[a]: https://a.example\n[a]: https://b.example', 'a\na: https://b.example'],
    [
      '(*wichtig*) „*so*“ *„so“* "**so**" **(so)** **.NET** *…so*, ***so***, **»so«**',
      '(wichtig) „so“ „so“ "so" (so) .NET …so, so, »so«',
    ],
    ['[a](b.pdf) [c](#d) [e](../f) [g](mailto:h@i.example)', 'a c e g'],
    ['Titel\n===\n\nTeil\n---', 'Titel\nTeil'],
    ['Siehe \\*x\\* und \\_y\\_', 'Siehe *x* und _y_'],
  ])('reads %j as %j', (markdown, words) => {
    expect(read(markdown)).toBe(words);
  });
});

describe("the reader's rules", () => {
  it.each(readersRules)('reads its example as it says: $name', ({ example, read: wanted }) => {
    expect(read(example)).toBe(wanted);
  });

  it('lists all rules that the parser has', () => {
    const listed = readersRules.map(({ add }) => add);
    const rules = [...Object.values(blockRules), ...Object.values(inlineRules)];
    expect(rules.filter((rule) => !listed.includes(rule))).toEqual([]);
  });

  it.each(documents())('finds the rules in $file as in the list; `npm run fix` writes them', ({ written, wanted }) => {
    expect(written).toBe(wanted);
    expect(wanted).not.toContain('| ? |');
  });
});
