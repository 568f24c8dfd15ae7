import type { Log } from '../../base/log.ts';
import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { RecentAssistants } from '../../chat/catalog/recentAssistants.ts';
import type { AttachedContext } from '../../chat/composer/attachedContext.ts';
import type { Composers } from '../../chat/composer/composer.ts';
import type { Outbox } from '../../chat/ports/outbox.ts';
import type { RequestDetailsStore } from '../../chat/ports/storage.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { SendConsent } from '../../chat/session/sending.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { AnswerDocuments } from '../documents/answerDocuments.ts';
import type { TextTarget } from '../documents/targetEditor.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import { type Feature, lazyCommands } from '../platform/feature.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { WorkspaceConsent } from '../platform/services/workspaceConsent.ts';
import type { SeveralParts } from './askSeveral.ts';

type Parts = SeveralParts & {
  readonly providers: Providers;
  readonly directory: AssistantDirectory;
  readonly recent: RecentAssistants;
  readonly sessions: SessionRegistry;
  readonly pages: Pages;
  readonly chips: AttachedContext;
  readonly composers: Composers;
  readonly target: TextTarget;
  readonly details: RequestDetailsStore;
  readonly answers: AnswerDocuments;
  readonly outbox: Outbox;
  readonly views: ChatPort;
  readonly consent: Pick<WorkspaceConsent, 'mayLeave'>;
  readonly sendConsent: SendConsent;
  readonly prompts: Prompts;
  readonly log: Log;
};

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
