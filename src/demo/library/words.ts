import type { DemoLanguage } from './options.ts';

/** What the demo says in its own voice; the rest of an answer is the guide's. */
export interface DemoWords {
  readonly guideName: string;
  /** What sets each of the three apart, first. */
  readonly guideDescription: string;
  readonly shortName: string;
  readonly shortDescription: string;
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
  /** As what the question is understood. */
  readonly intent: string;
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
    guideDescription:
      'In full: up to three passages of the guide, with sources, as text that grows. No language model, no network.',
    shortName: 'Demo Short Answers',
    shortDescription: 'In short: the best passage alone, with its source, in one piece. No language model, no network.',
    tourName: 'Demo Tour',
    tourDescription:
      'As with CopilotBuilder: greets you, and quotes up to three passages without sources. No language model, no network.',
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
    intent: 'a question about this guide',
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
    guideDescription:
      'Ausführlich: bis zu drei Stellen der Anleitung mit Quellen; die Antwort wächst. Kein Sprachmodell, kein Netz.',
    shortName: 'Demo-Kurzauskunft',
    shortDescription: 'Kurz: nur die beste Stelle mit ihrer Quelle, in einem Stück. Kein Sprachmodell, kein Netz.',
    tourName: 'Demo-Rundgang',
    tourDescription:
      'Wie bei CopilotBuilder: begrüßt Sie und zitiert bis zu drei Stellen, ohne Quellen. Kein Sprachmodell, kein Netz.',
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
    intent: 'Frage zur Anleitung',
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
