import type { LineTokens } from '../code/token.ts';

let tokenizer: ((language: string) => LineTokens | undefined) | undefined;
let loading: Promise<void> | undefined;

/** Colours for a language; undefined while the grammars are not loaded, and for languages that have none. */
export function tokenizerFor(language: string): LineTokens | undefined {
  return tokenizer?.(language);
}

/** Loads the grammars with the first code that names its language, and calls `ready` once they are there. */
export function onGrammars(language: string, ready: () => void): void {
  if (language === '' || tokenizer) return;
  loading ??= import('../code/grammars.ts').then(
    (grammars) => {
      tokenizer = grammars.tokenizer;
    },
    // Code without colours is whole; nothing else is lost. The page's own error listener would tell a person nothing.
    (error: unknown) => reportError(error),
  );
  void loading.then(ready);
}
