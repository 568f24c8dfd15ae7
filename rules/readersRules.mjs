// The table of reader's rules in the guides and in docs/development, made of the list that the code uses.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readersRules } from '../src/webview/markdown/readersRules.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Name and reason of each rule in German. @type {Record<string, readonly [name: string, reason: string]>} */
const german = {
  'Numbers of a list': [
    'Nummern einer Liste',
    'Klauseln werden mit ihrer Nummer zitiert: Jeder Punkt hat seine eigene, wie sie geschrieben wurde, auch mit Lücken.',
  ],
  Dates: [
    'Daten',
    'Eine Zahl, ein Punkt und ein Monatsname (deutsch oder englisch) sind ein Datum, kein Punkt einer Liste.',
  ],
  'Signs before amounts': [
    'Vorzeichen von Beträgen',
    'Ein Punkt, der mit einem Betrag beginnt, behält sein Zeichen: Es kann ein Minus oder ein Plus sein. Auch eines allein in seiner Zeile bleibt.',
  ],
  'Signs below a line': [
    'Zeichen unter einer Zeile',
    'Ein oder zwei Zeichen in einer eigenen Zeile rechnen. Erst drei unterstreichen eine Überschrift.',
  ],
  'Greater than': ['Größer als', 'Vor einer Zahl oder `=` vergleicht das Zeichen; ein Zitat beginnt es nicht.'],
  'Stars in words and between numbers': [
    'Sterne in Wörtern und zwischen Zahlen',
    'Genderstern und Malzeichen sind Zeichen des Textes.',
  ],
  'Bold beside a sign': [
    'Fett neben einem Satzzeichen',
    'Zwei Sterne zwischen Satzzeichen und Buchstabe machen fett, wie es Zusammensetzungen und Anführungszeichen brauchen.',
  ],
  'Marks that enclose nothing': [
    'Zeichen, die nichts einschließen',
    'Ein Stern oder Unterstrich zwischen Klammern oder Anführungszeichen nennt das Zeichen. Vier hintereinander sind eine Linie zum Ausfüllen.',
  ],
  'One tilde': [
    'Eine Tilde',
    'Eine Tilde heißt „etwa“ oder „bis“. Nur zwei streichen durch, zwischen Zahlen auch sie nicht.',
  ],
  'Brackets behind brackets': [
    'Klammern hinter Klammern',
    'Ein Link führt zu einer Adresse: mit `//`, als Pfad oder Datei. Andere Wörter in Klammern stehen da, wie sie geschrieben wurden.',
  ],
  'Placeholders and footnotes': [
    'Platzhalter und Fußnoten',
    'Nur eine Adresse zu einem Wort, das vorkommt, ist eine Linkdefinition. Was einzusetzen, angemerkt oder nummeriert ist, verschwindet nicht.',
  ],
  'Names in angle brackets': [
    'Namen in spitzen Klammern',
    'Was hinter dem Doppelpunkt kein `//` hat, ist einzusetzen und keine Adresse (außer `mailto:`).',
  ],
  Formulas: [
    'Formeln',
    'Eine Formel steht da, wie sie geschrieben wurde. Ein umgekehrter Schrägstrich vor runder oder eckiger Klammer bleibt immer.',
  ],
  'Formulas over several lines': [
    'Formeln über mehrere Zeilen',
    'Keine Zeile einer Formel ist ein Listenpunkt, eine Überschrift oder eine Tabellenzeile.',
  ],
  'Ends of lines': ['Zeilenenden', 'Anschriften und Klauseln behalten ihre Zeilen.'],
  'Breaks in a table': [
    'Umbrüche in Tabellen',
    '`<br>` in einer Zelle bricht die Zeile um. Sonst bewirkt HTML nichts: Es ist Text.',
  ],
  'More cells than columns': [
    'Mehr Zellen als Spalten',
    'Was eine Zeile über die Spalten der Tabelle hinaus hat, steht in ihrer letzten Zelle.',
  ],
};

const tables = [
  { file: 'docs/development/reading.md', heading: "## The reader's rules", head: ['Rule', 'Example', 'Reason'] },
  { file: 'media/guide.en.md', heading: '## How answers are read', head: ['Rule', 'Example', 'Reason'] },
  {
    file: 'media/guide.de.md',
    heading: '## Wie Antworten gelesen werden',
    head: ['Regel', 'Beispiel', 'Grund'],
    words: german,
  },
];

/** Markdown in a cell, as code; its line ends are drawn. @param {string} example */
const code = (example) => `\`${example.replaceAll('|', '\\|').replace(/\n+/g, ' ⏎ ')}\``;

/** @param {typeof tables[number]} table */
function tableOf({ head, words }) {
  const rows = readersRules.map(({ name, example, reason }) => {
    const [own, why] = words ? (words[name] ?? [`(${name})`, '?']) : [name, reason];
    return [own, code(example), why];
  });
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (/** @type {string[]} */ cells) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** The documents as they should be. @returns {{ file: string, written: string, wanted: string }[]} */
export function documents() {
  return tables.map((table) => {
    const written = readFileSync(path.join(root, table.file), 'utf8');
    const start = written.indexOf('\n| ', written.indexOf(`\n${table.heading}\n`)) + 1;
    const end = written.indexOf('\n\n', start);
    const rest = end < 0 ? '\n' : written.slice(end);
    return { file: table.file, written, wanted: `${written.slice(0, start)}${tableOf(table)}${rest}` };
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const { file, wanted } of documents()) writeFileSync(path.join(root, file), wanted);
