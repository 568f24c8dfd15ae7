import type { LineTokens } from '../grammars/token.ts';

type Grammars = typeof import('../grammars/grammars.ts');

let grammars: Grammars | undefined;
let loading: Promise<void> | undefined;

/** Colours for a language; undefined while the grammars are not loaded, and for languages that have none. */
export function tokenizerFor(language: string): LineTokens | undefined {
  return grammars?.tokenizer(language);
}

/** Loads the grammars with the first code that names its language, and calls `ready` once they are there. */
export function onGrammars(language: string, ready: () => void): void {
  if (language === '' || grammars) return;
  loading ??= import('../grammars/grammars.ts').then(
    (module) => {
      grammars = module;
    },
    // Code without colours is whole; nothing else is lost. The page's own error listener would tell a person nothing.
    (error: unknown) => reportError(error),
  );
  void loading.then(ready);
}
