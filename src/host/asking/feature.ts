import { type Feature, lazyCommands } from '../platform/feature.ts';
import type { OnceParts } from './askOnce.ts';
import type { SeveralParts } from './askSeveral.ts';

type Parts = SeveralParts & OnceParts;

const askModule = () => import('./askCommands.ts');
const filesModule = () => import('./askAboutFiles.ts');
const promptModule = () => import('./usePrompt.ts');
const onceModule = () => import('./askOnce.ts');

/** Questions that begin outside of the chat: from the palette, about selected text, once. */
export function asking(parts: Parts) {
  const of = lazyCommands(parts);
  return {
    commands: {
      ask: of(askModule, 'ask'),
      askAboutSelection: of(askModule, 'askAboutSelection'),
      askAboutDocument: of(filesModule, 'askAboutDocument'),
      askAboutProblem: of(askModule, 'askAboutProblem'),
      usePrompt: of(promptModule, 'usePrompt'),
      askOnce: of(onceModule, 'askOnce'),
      askSeveral: of(() => import('./askSeveral.ts'), 'askSeveral'),
    },
  } satisfies Feature;
}
