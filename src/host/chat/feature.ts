import type { Log } from '../../base/log.ts';
import type { Feature } from '../platform/feature.ts';
import type { ChatViews } from './chatViews.ts';

interface Parts {
  readonly views: ChatViews;
  readonly log: Log & { show(): void };
}

/** The pages that show conversations. */
export function chat(parts: Parts) {
  return {
    commands: {
      openChatInEditor: () => parts.views.openInEditor(),
      quoteSelection: () => parts.views.tell({ type: 'quote-selection' }),
      focusInput: () => parts.views.focus('input'),
      focusLastAnswer: () => parts.views.focus('last-answer'),
      showLog: () => parts.log.show(),
    },
  } satisfies Feature;
}
