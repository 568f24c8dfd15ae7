/** The values of a prompt's variables. */
export interface PromptValues {
  readonly selection: string;
  /** The file name without folders. */
  readonly fileName: string;
  readonly documentLanguage: string;
  readonly answerLanguage: string;
}

const variable = /\$\{(selection|fileName|documentLanguage|answerLanguage)\}/g;

/** A prompt with its variables filled in; what else looks like one stays as it is, in the prompt and in the values. */
export function fillPrompt(text: string, values: PromptValues): string {
  return text.replace(variable, (_, name: keyof PromptValues) => values[name]);
}

/** Returns whether a prompt asks for the selected text. */
export function usesSelection(text: string): boolean {
  return [...text.matchAll(variable)].some(([, name]) => name === 'selection');
}
