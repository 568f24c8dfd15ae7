import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { AnswerDocuments } from '../documents/answerDocuments.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import { type Feature, lazyCommands } from '../platform/feature.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { Ratings } from './ratings.ts';
import type { Needed as ComparingParts } from './regenerateAndCompare.ts';
import type { SourcesTree } from './sourcesTree.ts';

type Parts = ComparingParts & {
  readonly providers: Providers;
  readonly sessions: SessionRegistry;
  readonly pages: Pages;
  readonly answers: AnswerDocuments;
  readonly ratings: Ratings;
  readonly sources: SourcesTree;
  readonly views: ChatPort;
  readonly prompts: Prompts;
};

const answerModule = () => import('./answerCommands.ts');
const ratingModule = () => import('./ratingCommands.ts');
const linkModule = () => import('./openLink.ts');

/** Returns the commands for an answer: using it in a document, rating it, reading its sources. */
export function answerCommands(parts: Parts) {
  const of = lazyCommands(parts);
  return {
    commands: {
      insertAnswer: of(answerModule, 'insertAnswer'),
      // The same from a menu of the page, which names the answer.
      insertThisAnswer: of(answerModule, 'insertAnswer'),
      copyThisAnswer: of(answerModule, 'copyAnswer'),
      appendAnswer: of(answerModule, 'appendAnswer'),
      replaceSelectionWithAnswer: of(answerModule, 'replaceSelectionWithAnswer'),
      openAnswerInNewDocument: of(answerModule, 'openAnswerInNewDocument'),
      previewAnswerAsDiff: of(answerModule, 'previewAnswerAsDiff'),
      acceptAnswer: of(answerModule, 'acceptAnswer'),
      discardAnswer: of(answerModule, 'discardAnswer'),
      regenerateAndCompare: of(() => import('./regenerateAndCompare.ts'), 'regenerateAndCompare'),
      copyAnswer: of(answerModule, 'copyAnswer'),
      showInAnswer: of(answerModule, 'showInAnswer'),
      rateAnswerHelpful: of(ratingModule, 'rateAnswerHelpful'),
      rateAnswerNotHelpful: of(ratingModule, 'rateAnswerNotHelpful'),
      withdrawRating: of(ratingModule, 'withdrawRating'),
      openSource: of(linkModule, 'openSourceLink'),
      focusSources: () => parts.sources.focus(),
    },
  } satisfies Feature;
}
