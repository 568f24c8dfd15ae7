import type { Log } from '../../base/log.ts';
import type { AskAboutStorage } from '../../chat/catalog/storageConsent.ts';
import type { ReadOnlyTexts } from '../documents/readOnlyDocuments.ts';
import { inBackground } from '../platform/background.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import { type Feature, lazyCommands } from '../platform/feature.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { AttachParts } from './attachFile.ts';

type Parts = AttachParts & { readonly texts: ReadOnlyTexts };

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
