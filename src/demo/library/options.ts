/** The languages that the guide is written in. */
export type DemoLanguage = 'en' | 'de';

/** What the demo needs from outside: it opens no file and no port of its own. */
export interface DemoOptions {
  readonly language: DemoLanguage;
  /** The user guide in that language, as Markdown. Read once, when the first answer is asked for. */
  readonly readGuide: () => Promise<string>;
  /** Characters per second; 0 answers at once. */
  readonly pace?: number;
  /** Milliseconds since the epoch; for tests of what expires. */
  readonly now?: () => number;
}

/** About as fast as a practised reader follows. */
export const readingPace = 250;
