import type { DemoLanguage } from './options.ts';

/** What the demo says in its own voice; the rest of an answer is the guide's. */
export interface DemoWords {
  readonly guideName: string;
  readonly shortName: string;
  readonly tourName: string;
  readonly tourDescription: string;
  readonly greeting: string;
  readonly examples: readonly [string, string, string];
  /** First sentence of every answer. */
  readonly found: string;
  readonly foundMore: string;
  readonly alsoFound: string;
  readonly nothing: string;
  readonly noExpertise: string;
  /** The same where a text was sent along. */
  readonly noJudgement: string;
  readonly youCanAsk: string;
  readonly sectionsAre: string;
  readonly sources: string;
  /** `{0}`: the name of the attached file. */
  readonly fileArrived: string;
  /** Instead of the text of a file that is not plain text. */
  readonly fileNotRead: string;
  /** Reasons for a negative rating: name and description. */
  readonly reasons: readonly (readonly [string, string])[];
  /** Finds the section on asking about a selection. */
  readonly selectionQuery: string;
}

export const demoWords: Readonly<Record<DemoLanguage, DemoWords>> = {
  en: {
    guideName: 'Demo Guide',
    shortName: 'Demo Short Answers',
    tourName: 'Demo Tour',
    tourDescription: 'Finds passages in the guide of this extension. No language model, no network.',
    greeting:
      'Good day. Ask me how this extension works: I look it up in its guide. There is no language model behind me.',
    examples: [
      'How do I ask about a selected passage?',
      'What leaves the editor, and to whom?',
      'How do I insert an answer with its sources?',
    ],
    found: 'This demo has no language model: it shows what the guide says.',
    foundMore: 'This demo has no language model: here is what else the guide says about your earlier question.',
    alsoFound: 'See also:',
    nothing: 'This demo has no language model, and the guide says nothing about this.',
    noExpertise:
      'This demo has no language model and no legal or tax knowledge: it cannot answer the question. An assistant of ' +
      'your own connection can. This is how you ask one about a passage:',
    noJudgement:
      'This demo has no language model and no legal or tax knowledge: it cannot judge your text or answer the question ' +
      'itself. An assistant of your own connection can. This is how you ask one about a passage:',
    youCanAsk: 'You can ask, for example:',
    sectionsAre: 'The guide covers:',
    sources: 'Sources:',
    fileArrived: 'Your file “{0}” has arrived with the question. This demo does not read it.',
    fileNotRead: 'This demo reads plain text only. A real service shows here what it has read in the file.',
    reasons: [
      ['Not what I asked', 'The answer is about something else.'],
      ['Incomplete', 'Something important is missing.'],
      ['Wrong', 'The guide says otherwise.'],
    ],
    selectionQuery: 'ask about a selection',
  },
  de: {
    guideName: 'Demo-Leitfaden',
    shortName: 'Demo-Kurzauskunft',
    tourName: 'Demo-Rundgang',
    tourDescription: 'Findet Stellen in der Anleitung dieser Erweiterung. Kein Sprachmodell, kein Netz.',
    greeting:
      'Guten Tag. Fragen Sie mich, wie diese Erweiterung funktioniert: Ich schlage in ihrer Anleitung nach. Ein Sprachmodell ' +
      'steckt nicht dahinter.',
    examples: [
      'Wie frage ich nach einer markierten Textstelle?',
      'Was verlässt den Editor, und an wen?',
      'Wie füge ich eine Antwort mit ihren Quellen ein?',
    ],
    found: 'Diese Demo hat kein Sprachmodell: Sie zeigt, was die Anleitung sagt.',
    foundMore:
      'Diese Demo hat kein Sprachmodell: Hier steht, was die Anleitung sonst noch zu Ihrer vorigen Frage sagt.',
    alsoFound: 'Siehe auch:',
    nothing: 'Diese Demo hat kein Sprachmodell, und die Anleitung sagt dazu nichts.',
    noExpertise:
      'Diese Demo hat kein Sprachmodell und keine Kenntnisse in Recht oder Steuern: Sie kann die Frage nicht beantworten. ' +
      'Das kann ein Assistent Ihrer eigenen Verbindung. So fragen Sie ihn nach einer Textstelle:',
    noJudgement:
      'Diese Demo hat kein Sprachmodell und keine Kenntnisse in Recht oder Steuern: Sie kann Ihren Text nicht beurteilen und ' +
      'die Frage nicht selbst beantworten. Das kann ein Assistent Ihrer eigenen Verbindung. So fragen Sie ihn nach einer ' +
      'Textstelle:',
    youCanAsk: 'Fragen Sie zum Beispiel:',
    sectionsAre: 'Die Anleitung behandelt:',
    sources: 'Quellen:',
    fileArrived: 'Ihre Datei „{0}“ ist mit der Frage angekommen. Diese Demo liest sie nicht.',
    fileNotRead: 'Diese Demo liest nur reinen Text. Ein echter Dienst zeigt hier, was er in der Datei gelesen hat.',
    reasons: [
      ['Thema verfehlt', 'Die Antwort handelt von etwas anderem.'],
      ['Unvollständig', 'Etwas Wichtiges fehlt.'],
      ['Falsch', 'In der Anleitung steht es anders.'],
    ],
    selectionQuery: 'nach einer Auswahl fragen',
  },
};

/** Beginnings of words that ask for professional knowledge, which the demo has none of. */
export const expertWords: Readonly<Record<DemoLanguage, RegExp>> = {
  en: /\b(?:deadline|notice(?: period)?|termination|dismiss|employ|parental|maternity|tax|taxes|vat|deduct|contract|clause|law|laws|legal|lawful|statut|liab|tenan|rent|salary|wage|invoice|court|lawsuit|gdpr|probation|deposit|(?:keep )?receipts?|depreciat|home office|overtime)\w*|§/i,
  de: /(?<!\p{L})(?:\p{L}*frist|kündigung|abmahn|arbeitsvertr|arbeitsrecht|arbeitnehm|arbeitgeb|elternzeit|mutterschutz|urlaub|probezeit|\p{L}*steuer|\p{L}*freibetrag|\p{L}*pauschale|\p{L}*abschreibung|\p{L}*vertrag|klausel|gesetz|recht|rechtlich|rechts|haft|miete|mieter|vermiet|lohn|gehalt|rechnung|gericht|klage|paragraf|paragraph|verjähr|dsgvo|absetz|aufbewahr|beleg(?=[^.?!]*aufbewahr)|arbeitszimmer|homeoffice|anzahlung|buche\b|buchen\b|buchung|umsatz|überstunde)\p{L}*|§/iu,
};
