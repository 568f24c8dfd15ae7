import type { Log } from '../../base/log.ts';
import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { RecentAssistants } from '../../chat/catalog/recentAssistants.ts';
import type { AskAboutStorage } from '../../chat/catalog/storageConsent.ts';
import type { AttachedContext } from '../../chat/composer/attachedContext.ts';
import type { Attachments } from '../../chat/composer/attachments.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { ReadOnlyTexts } from '../documents/readOnlyDocuments.ts';
import type { TextTarget } from '../documents/targetEditor.ts';
import { inBackground } from '../platform/background.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import { type Feature, lazyCommands } from '../platform/feature.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { WorkspaceConsent } from '../platform/services/workspaceConsent.ts';

interface Parts {
  readonly providers: Providers;
  readonly directory: AssistantDirectory;
  readonly recent: RecentAssistants;
  readonly sessions: SessionRegistry;
  readonly pages: Pages;
  readonly chips: AttachedContext;
  readonly target: TextTarget;
  readonly attachments: Attachments;
  readonly texts: ReadOnlyTexts;
  readonly views: ChatPort;
  readonly consent: WorkspaceConsent;
  readonly prompts: Prompts;
}

const attachModule = () => import('./attachFile.ts');
const manageModule = () => import('./manageFiles.ts');

/** Files that go along with a question, and those that lie at a vendor. */
export function attachmentCommands(parts: Parts) {
  const of = lazyCommands(parts);
  return {
    commands: {
      attachFile: of(attachModule, 'attachFile'),
      manageFiles: of(manageModule, 'manageFiles'),
    },
  } satisfies Feature;
}

/** Asks as `askAboutStorage` does, and gives the focus back to the page afterwards. */
export async function askBeforeStorage(
  parts: { readonly prompts: Prompts; readonly log: Log; readonly views: Pick<ChatPort, 'focus'> },
  ...file: Parameters<AskAboutStorage>
): Promise<boolean> {
  const { askAboutStorage } = await import('./askAboutStorage.ts');
  const agreed = await askAboutStorage(parts, ...file);
  // VS Code gives the focus back to the view, and to nothing in it.
  inBackground(parts, 'Focus', parts.views.focus('input'));
  return agreed;
}
