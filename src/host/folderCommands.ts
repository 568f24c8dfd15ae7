import * as vscode from 'vscode';
import { withNames } from '../chat/hiddenCharacters.ts';
import type { ThreadFolder } from '../chat/threadFolders.ts';
import type { Parts } from './parts.ts';
import { pickLabel } from './pickLabel.ts';
import { sayNoThread, threadFor } from './threadArgument.ts';

const t = vscode.l10n.t;
/** Longer names do not fit a line of the list. */
const maximumNameLength = 80;

type Needed = Pick<Parts, 'sessions' | 'folders' | 'tree'>;

interface FolderItem extends vscode.QuickPickItem {
  readonly folder?: ThreadFolder;
  readonly choice?: 'new' | 'none';
}

/** Puts a conversation into a folder of this workspace, into a new one, or out of its folder. */
export async function moveToFolder(parts: Needed, argument: unknown): Promise<void> {
  const thread = threadFor(parts, argument);
  if (!thread) return void sayNoThread();
  const known = await parts.folders.read();
  const current = known.of(thread);
  const items: FolderItem[] = [
    ...folderItems(known.folders, current),
    { label: `$(new-folder) ${t('New Folder…')}`, choice: 'new' },
    ...(current ? [{ label: `$(close) ${t('No Folder')}`, choice: 'none' } as const] : []),
  ];
  const placeHolder = t('Into which folder of this workspace? The service does not learn of it.');
  const item = await vscode.window.showQuickPick(items, { title: withNames(thread.title), placeHolder });
  if (!item) return;
  const name = item.choice === 'new' ? await askForName('') : undefined;
  if (item.choice === 'new' && name === undefined) return;
  const folder = name === undefined ? item.folder : await parts.folders.create(name);
  await parts.folders.move(thread, folder?.id);
  await parts.tree.moved(thread);
}

export async function renameFolder(parts: Needed, argument: unknown): Promise<void> {
  const folder = await folderFor(parts, argument);
  const name = folder && (await askForName(folder.name));
  if (!folder || name === undefined) return;
  await parts.folders.rename(folder.id, name);
  parts.tree.redraw();
}

/** Nothing but the folder goes, and even that can be taken back; so nobody is asked first. */
export async function deleteFolder(parts: Needed, argument: unknown): Promise<void> {
  const folder = await folderFor(parts, argument);
  if (!folder) return;
  await parts.folders.delete(folder.id);
  parts.tree.redraw();
  const undo = t('Undo');
  const text = t('The folder “{0}” is deleted. Its conversations stay.', withNames(folder.name));
  if ((await vscode.window.showInformationMessage(text, undo)) !== undo) return;
  await parts.folders.restore(folder);
  parts.tree.redraw();
}

/** The folder of a tree node; from the palette a person chooses one. */
async function folderFor({ folders }: Needed, argument: unknown): Promise<ThreadFolder | undefined> {
  const known = (await folders.read()).folders;
  const id = (argument as { folder?: { id?: unknown } } | undefined)?.folder?.id;
  if (id !== undefined) return known.find((folder) => folder.id === id);
  if (known.length === 0) {
    void vscode.window.showInformationMessage(t('There is no folder in this workspace yet.'));
    return undefined;
  }
  return (await vscode.window.showQuickPick(folderItems(known, undefined), { placeHolder: t('Which folder?') }))
    ?.folder;
}

function folderItems(folders: readonly ThreadFolder[], current: ThreadFolder | undefined): FolderItem[] {
  return folders.map((folder) => ({
    label: `$(folder) ${pickLabel(folder.name)}`,
    ...(folder.id === current?.id && { description: t('it is here') }),
    folder,
  }));
}

async function askForName(value: string): Promise<string | undefined> {
  const name = await vscode.window.showInputBox({
    title: value === '' ? t('New Folder') : t('Rename Folder'),
    prompt: t('Folders are kept on this computer, for this workspace.'),
    value,
    validateInput: (text) => ([...text.trim()].length > maximumNameLength ? t('The name is too long.') : undefined),
  });
  return name?.trim() || undefined;
}
