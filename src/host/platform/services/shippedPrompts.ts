import { type Sentence, t } from '../words.ts';

/** A prompt of the extension's own. */
export interface ShippedPrompt {
  readonly name: Sentence;
  /** What stands before the selected text. */
  readonly words: Sentence;
  readonly text: string;
}

/** Returns the prompts that people in the firms ask for most, in their language. */
export function shippedPrompts(): readonly ShippedPrompt[] {
  const prompts = [
    [
      t('Explain in plain words'),
      t('Explain this text in plain words, as for someone without legal or technical training:'),
    ],
    [
      t('Check against current law'),
      t(
        'Check this text against the law as it stands today. Name each point that is outdated or wrong, and its source:',
      ),
    ],
    [t('Draft a clause'), t('Draft a clause that settles what this text describes, and name the sources:')],
    [t('Summarize'), t('Summarize this text in at most ten sentences, with all amounts, dates and periods:')],
    [t('What is missing?'), t('What is missing in this text, or should be settled in it? Name the sources:')],
  ] as const;
  // The variable is named in code: a translation could lose it.
  return prompts.map(([name, words]) => ({ name, words, text: `${words}\n\n\${selection}` }));
}
