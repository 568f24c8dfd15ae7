import type { DemoLanguage } from './options.ts';

/** The demo's own words; the rest of an answer is the guide's. */
export interface DemoWords {
  readonly guideName: string;
  /** The description of each of the four assistants, its difference first. */
  readonly guideDescription: string;
  readonly shortName: string;
  readonly shortDescription: string;
  readonly licenseName: string;
  readonly licenseDescription: string;
  readonly tourName: string;
  readonly tourDescription: string;
  readonly greeting: string;
  readonly examples: readonly [string, string, string];
  /** First sentence of every answer. */
  readonly found: string;
  /** First line of an answer from the handbook. */
  readonly ofHandbook: string;
  readonly foundMore: string;
  readonly alsoFound: string;
  readonly nothing: string;
  readonly noExpertise: string;
  /** The same where a text was sent along. */
  readonly noJudgement: string;
  readonly youCanAsk: string;
  readonly sectionsAre: string;
  /** The intent that a question is understood as. */
  readonly intent: string;
  /** `{0}`: the name of the attached file. */
  readonly fileArrived: string;
  /** The text in place of a file that is not plain text. */
  readonly fileNotRead: string;
  /** Reasons for a negative rating: name and description. */
  readonly reasons: readonly (readonly [string, string])[];
  /** Finds the section on asking about a selection. */
  readonly selectionQuery: string;
}

export const demoWords: Readonly<Record<DemoLanguage, DemoWords>> = {
  en: {
    guideName: 'Demo: Detailed',
    guideDescription: 'Answers with up to three passages and their sources, streamed.',
    shortName: 'Demo: Short',
    shortDescription: 'Answers with the best passage, and names related ones.',
    licenseName: 'Demo: License',
    licenseDescription: 'Asks for a license first, as some assistants of Haufe do. Any text will do.',
    tourName: 'Demo: No Sources',
    tourDescription: 'Answers with up to three passages without sources, like many copilots from CopilotBuilder.',
    greeting:
      'Hello. Ask me about the sample handbook or about this extension: I look it up. There’s no language model behind me.',
    examples: [
      'What notice period applies during the probationary period?',
      'How do I request annual leave?',
      'How do I insert an answer with its sources?',
    ],
    found: 'This demo has no language model: it shows what the guide says.',
    ofHandbook: 'From the sample handbook of an invented company:',
    foundMore: 'This demo has no language model: here is what else the guide says about your earlier question.',
    alsoFound: 'See also:',
    nothing: 'This demo has no language model, and the guide says nothing about this.',
    noExpertise:
      'This demo has no language model and no legal or tax knowledge: it can’t answer the question. An assistant of ' +
      'your own connection can. This is how you ask one about selected text:',
    noJudgement:
      'This demo has no language model and no legal or tax knowledge: it can’t judge your text or answer the question ' +
      'itself. An assistant of your own connection can. This is how you ask one about selected text:',
    youCanAsk: 'You can ask, for example:',
    sectionsAre: 'The guide covers:',
    intent: 'a question about this guide',
    fileArrived: 'Your file “{0}” arrived with the question. This demo doesn’t read it.',
    fileNotRead: 'This demo reads plain text only. A real service shows here what it has read in the file.',
    reasons: [
      ['Not what I asked', 'The answer is about something else.'],
      ['Incomplete', 'Something important is missing.'],
      ['Wrong', 'The guide says otherwise.'],
    ],
    selectionQuery: 'ask about a selection',
  },
  de: {
    guideName: 'Demo: Ausführlich',
    guideDescription: 'Antwortet mit bis zu drei Textstellen und ihren Quellen, fortlaufend übertragen.',
    shortName: 'Demo: Kurz',
    shortDescription: 'Antwortet mit der besten Textstelle und nennt verwandte.',
    licenseName: 'Demo: Lizenz',
    licenseDescription: 'Fragt zuerst nach einer Lizenz, wie manche Assistenten von Haufe. Jeder Text ist recht.',
    tourName: 'Demo: Ohne Quellen',
    tourDescription: 'Antwortet mit bis zu drei Textstellen ohne Quellen, wie viele Copilots aus CopilotBuilder.',
    greeting:
      'Guten Tag. Fragen Sie mich zum Beispielhandbuch oder zu dieser Erweiterung: Ich schlage nach. Ein Sprachmodell ' +
      'steckt nicht dahinter.',
    examples: [
      'Welche Kündigungsfrist gilt in der Probezeit?',
      'Wie beantrage ich Urlaub?',
      'Wie füge ich eine Antwort mit ihren Quellen ein?',
    ],
    found: 'Diese Demo hat kein Sprachmodell: Sie zeigt, was die Anleitung sagt.',
    ofHandbook: 'Aus dem Beispielhandbuch eines erfundenen Unternehmens:',
    foundMore:
      'Diese Demo hat kein Sprachmodell: Hier steht, was die Anleitung sonst noch zu Ihrer vorigen Frage sagt.',
    alsoFound: 'Siehe auch:',
    nothing: 'Diese Demo hat kein Sprachmodell, und die Anleitung sagt dazu nichts.',
    noExpertise:
      'Diese Demo hat kein Sprachmodell und keine Kenntnisse in Recht oder Steuern: Sie kann die Frage nicht beantworten. ' +
      'Das kann ein Assistent Ihrer eigenen Verbindung. So fragen Sie ihn zu ausgewähltem Text:',
    noJudgement:
      'Diese Demo hat kein Sprachmodell und keine Kenntnisse in Recht oder Steuern: Sie kann Ihren Text nicht beurteilen und ' +
      'die Frage nicht selbst beantworten. Das kann ein Assistent Ihrer eigenen Verbindung. So fragen Sie ihn zu ' +
      'ausgewähltem Text:',
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
    selectionQuery: 'zu einer Auswahl fragen',
  },
};
