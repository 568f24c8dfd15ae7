import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { ThreadFolder, ThreadFolders } from '../../chat/ports/threads.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { Item, Prompts } from '../platform/prompts.ts';
import { asLabel, label, plain, t, withIcon } from '../platform/words.ts';
import type { AssistantsTree } from './assistantsTree.ts';
import { threadFor } from './commandThread.ts';

/** Longer names do not fit a line of the list. */
const maximumNameLength = 80;

interface Needed {
  readonly providers: Providers;
  readonly sessions: SessionRegistry;
  readonly pages: Pages;
  readonly folders: ThreadFolders;
  readonly tree: AssistantsTree;
  readonly prompts: Prompts;
}

interface FolderItem extends Item {
  readonly folder?: ThreadFolder;
  readonly choice?: 'new' | 'none';
}

/** Puts a conversation into a folder of this workspace, into a new one, or out of its folder. */
export async function moveToFolder(parts: Needed, argument: unknown): Promise<void> {
  const thread = await threadFor(parts, argument);
  if (!thread) return;
  const known = await parts.folders.read();
  const current = known.of(thread);
  const items: FolderItem[] = [
    ...folderItems(known.folders, current),
    { label: withIcon('new-folder', asLabel(t('New Folder…'))), choice: 'new' },
    ...(current ? [{ label: withIcon('close', asLabel(t('No Folder'))), choice: 'none' } as const] : []),
  ];
  const placeholder = t('Select a folder. Folders stay on this computer and aren’t sent to the service.');
  const item = await parts.prompts.pick(items, { title: plain(thread.title), placeholder });
  if (!item) return;
  const name = item.choice === 'new' ? await askForName(parts, '') : undefined;
  if (item.choice === 'new' && name === undefined) return;
  // Removed meanwhile, it takes its places along.
  if (!parts.providers.connection(thread.connectionId)) return;
  const folder = name === undefined ? item.folder : await parts.folders.create(name);
  await parts.folders.move(thread, folder?.id);
  await parts.tree.moved(thread);
}

export async function renameFolder(parts: Needed, argument: unknown): Promise<void> {
  const folder = await folderFor(parts, argument);
  const name = folder && (await askForName(parts, folder.name));
  if (!folder || name === undefined) return;
  await parts.folders.rename(folder.id, name);
  parts.tree.redraw();
}

/** Deletes a folder without asking: nothing but the folder goes, and even that can be taken back. */
export async function deleteFolder(parts: Needed, argument: unknown): Promise<void> {
  const folder = await folderFor(parts, argument);
  if (!folder) return;
  await parts.folders.delete(folder.id);
  parts.tree.redraw();
  const undo = t('Undo');
  const text = t('The folder “{0}” was deleted. Its conversations stay.', folder.name);
  if ((await parts.prompts.tell('info', text, undo)) !== undo) return;
  await parts.folders.restore(folder);
  parts.tree.redraw();
}

/** The folder of a tree node; from the palette a person chooses one. */
async function folderFor({ folders, prompts }: Needed, argument: unknown): Promise<ThreadFolder | undefined> {
  const known = (await folders.read()).folders;
  const id = (argument as { folder?: { id?: unknown } } | undefined)?.folder?.id;
  if (id !== undefined) return known.find((folder) => folder.id === id);
  if (known.length === 0) {
    void prompts.tell('info', t('There are no conversation folders in this workspace yet.'));
    return undefined;
  }
  return (await prompts.pick(folderItems(known, undefined), { placeholder: t('Select a folder') }))?.folder;
}

function folderItems(folders: readonly ThreadFolder[], current: ThreadFolder | undefined): FolderItem[] {
  return folders.map((folder) => ({
    label: withIcon('folder', label(folder.name)),
    ...(folder.id === current?.id && { description: asLabel(t('current folder')) }),
    folder,
  }));
}

async function askForName({ prompts }: Needed, value: string): Promise<string | undefined> {
  const name = await prompts.input({
    title: value === '' ? t('New Folder') : t('Rename Folder'),
    prompt: t('Folders are stored on this computer for this workspace only.'),
    value,
    problem: (text) => ([...text.trim()].length > maximumNameLength ? t('The name is too long.') : undefined),
  });
  return name?.trim() || undefined;
}
