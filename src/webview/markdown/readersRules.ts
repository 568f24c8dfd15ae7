import type { AddRule } from '../../chat/text/reading/answerParser.ts';
import { blockRules } from '../../chat/text/reading/blockRules.ts';
import { inlineRules } from '../../chat/text/reading/inlineRules.ts';

/** A departure from CommonMark and GitHub's extensions, so that nothing in an answer is lost. */
export interface ReadersRule {
  readonly name: string;
  /** Markdown. */
  readonly example: string;
  /** The words that are read of the example, the numbers of its lists included. */
  readonly read: string;
  readonly reason: string;
  readonly add: AddRule;
}

/** The emitter's own: the tokens are those of the specification. */
const nothing = () => undefined;

export const readersRules: readonly ReadersRule[] = [
  {
    name: 'Numbers of a list',
    example: '1. Notice\n3. Hearing\n07) File',
    read: '1. Notice\n3. Hearing\n07) File',
    reason: 'Clauses are cited by their numbers: each item has its own as it was written, gaps and all.',
    add: nothing,
  },
  {
    name: 'Dates',
    example: '15. Januar 2026: Antrag',
    read: '15. Januar 2026: Antrag',
    reason: 'A number, a dot and the name of a month (German or English) are a date, not an item of a list.',
    add: blockRules.dates,
  },
  {
    name: 'Signs before amounts',
    example: '- 500,00 EUR\n+ € 200',
    read: '- 500,00 EUR\n+ € 200',
    reason:
      'An item that begins with an amount keeps its mark, which may be a minus or a plus. So does a mark alone in its line.',
    add: blockRules.signs,
  },
  {
    name: 'Signs below a line',
    example: 'Gross\n-\nTax\n=\nNet',
    read: 'Gross\n-\nTax\n=\nNet',
    reason: 'One or two signs in a line of their own calculate. From three on they underline a heading.',
    add: blockRules.underlines,
  },
  {
    name: 'Greater than',
    example: '> 10 employees',
    read: '> 10 employees',
    reason: 'Before a number or `=` the sign compares; it begins no quotation.',
    add: blockRules.comparisons,
  },
  {
    name: 'Stars in words and between numbers',
    example: 'Mitarbeiter*innen und Kolleg*innen, 5*3*2',
    read: 'Mitarbeiter*innen und Kolleg*innen, 5*3*2',
    reason: 'The gender star and the sign of multiplication are characters.',
    add: inlineRules.stars,
  },
  {
    name: 'Bold beside a sign',
    example: '**(Sonder-)**Kündigungsrecht',
    read: '(Sonder-)Kündigungsrecht',
    reason: 'Two stars between a sign and a letter make bold, as German compounds and quotation marks need it.',
    add: inlineRules.bold,
  },
  {
    name: 'Marks that enclose nothing',
    example: 'Lehrer(*)innen und Schüler(*)innen, *.doc;*.pdf, "_" and "_", (____) to (____)',
    read: 'Lehrer(*)innen und Schüler(*)innen, *.doc;*.pdf, "_" and "_", (____) to (____)',
    reason:
      'A star or low line between brackets or quotation marks names the sign. Four in a row are a line to write on.',
    add: inlineRules.marks,
  },
  {
    name: 'One tilde',
    example: '5~10 %, 20~30 % and ~~struck~~',
    read: '5~10 %, 20~30 % and struck',
    reason: 'One tilde means "about" or "to". Only two strike out, and none between numbers.',
    add: inlineRules.tildes,
  },
  {
    name: 'Brackets behind brackets',
    example: 'Lehrer[innen](m/w/d), [notice](https://a.example)',
    read: 'Lehrer[innen](m/w/d), notice',
    reason:
      'A link leads to an address: a scheme with `//`, a path, a file. Other words in brackets are read as written.',
    add: inlineRules.links,
  },
  {
    name: 'Placeholders and footnotes',
    example: 'Dear [Name]\n\n[Name]: Smith\n\n[^1]: https://a.example',
    read: 'Dear [Name]\n[Name]: Smith\n[^1]: https://a.example',
    reason:
      'Only an address for a word that is used is a definition. What is filled in, noted or numbered does not vanish.',
    add: blockRules.definitions,
  },
  {
    name: 'Names in angle brackets',
    example: '<Name:First>',
    read: '<Name:First>',
    reason: 'What has no `//` behind its colon is to be filled in; it is no address (but `mailto:`).',
    add: inlineRules.placeholders,
  },
  {
    name: 'Formulas',
    example: '\\(a_1 * b_2\\), \\[c\\,d\\], $$x^*$$ and $\\frac{1}{2}$',
    read: '\\(a_1 * b_2\\), \\[c\\,d\\], $$x^*$$ and $\\frac{1}{2}$',
    reason: 'A formula is shown as it was written. A backslash before a round or square bracket always stays.',
    add: inlineRules.formulas,
  },
  {
    name: 'Formulas over several lines',
    example: '$$\na\n+ b\n$$',
    read: '$$\na\n+ b\n$$',
    reason: 'No line in a formula is an item, a heading or a row.',
    add: blockRules.formulas,
  },
  {
    name: 'Ends of lines',
    example: 'Smith Ltd\n1 High Street\nOxford',
    read: 'Smith Ltd\n1 High Street\nOxford',
    reason: 'Addresses and clauses keep their lines.',
    add: nothing,
  },
  {
    name: 'Breaks in a table',
    example: '| a |\n|---|\n| one<br>two <b> |',
    read: 'a\none\ntwo <b>',
    reason: '`<br>` in a cell breaks the line. Nothing else of HTML does anything: it is text.',
    add: inlineRules.breaks,
  },
  {
    name: 'More cells than columns',
    example: '| a |\n|---|\n| one | two |',
    read: 'a\none | two',
    reason: 'What a row has beyond the columns of its table stands in its last cell.',
    add: blockRules.cells,
  },
];
