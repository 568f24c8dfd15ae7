import * as vscode from 'vscode';
import type { FilesPort } from '../chat/files.ts';
import { withNames } from '../chat/hiddenCharacters.ts';
import type { AttachedFile } from '../chat/model.ts';
import type { Parts } from './parts.ts';
import { pickLabel } from './pickLabel.ts';
import { pickStep } from './steps.ts';

const t = vscode.l10n.t;
const limit = 60_000;

type Needed = Pick<Parts, 'providers' | 'directory' | 'texts'>;

interface Place {
  readonly label: string;
  readonly port: FilesPort;
}

/** The files that lie at a vendor: their extracted text, and deleting them. */
export async function manageFiles(parts: Needed): Promise<void> {
  const place = await pickPlace(parts);
  if (!place) return;
  let page = 1;
  for (;;) {
    const chosen = await pickFile(place, page);
    if (chosen === undefined) return;
    if (typeof chosen === 'number') {
      page = chosen;
      continue;
    }
    const next = await act(parts, place, chosen);
    if (next === 'done') return;
  }
}

async function pickPlace({ providers, directory }: Needed): Promise<Place | undefined> {
  const lists = providers.connections.map(async ({ id, label: name, provider }): Promise<Place[]> => {
    const label = provider === 'demo' ? t('{0} (on this computer)', name) : name;
    // A list that cannot be read offers no files; the tree says why.
    const assistants = await directory.list(id).catch(() => []);
    const { files: port } = providers.of(id);
    return port && assistants.some(({ features }) => features?.includes('files')) ? [{ label, port }] : [];
  });
  const places = (await Promise.all(lists)).flat();
  if (places.length === 0) {
    void vscode.window.showInformationMessage(t('None of your assistants takes files.'));
    return undefined;
  }
  if (places.length === 1) return places[0];
  return vscode.window.showQuickPick(places, { placeHolder: t('For which connection?') });
}

interface FileItem extends vscode.QuickPickItem {
  readonly chosen: AttachedFile | number;
}

/** One file, or the number of the page to go to. */
async function pickFile({ label, port }: Place, page: number): Promise<AttachedFile | number | undefined> {
  const { files, total, more } = await port.list(page, AbortSignal.timeout(limit));
  // The last file of this page was deleted.
  if (files.length === 0 && page > 1 && !more) return page - 1;
  if (files.length === 0 && page === 1) {
    void vscode.window.showInformationMessage(t('There are no uploaded files at {0}.', label));
    return undefined;
  }
  const items: FileItem[] = files.map((file) => ({
    label: pickLabel(file.name),
    iconPath: new vscode.ThemeIcon('file'),
    chosen: file,
  }));
  if (page > 1) items.push({ label: t('Previous files …'), alwaysShow: true, chosen: page - 1 });
  if (more) items.push({ label: t('More files …'), alwaysShow: true, chosen: page + 1 });
  const title = t('Uploaded files at {0}: {1}', label, total.toLocaleString(vscode.env.language));
  const picked = await pickStep({ title, step: 1 }, { placeholder: t('Choose a file'), items });
  return typeof picked === 'string' ? undefined : picked.value.chosen;
}

async function act({ texts }: Needed, { label, port }: Place, file: AttachedFile): Promise<'done' | 'again'> {
  const show = { label: t('Show Extracted Text'), iconPath: new vscode.ThemeIcon('eye') };
  const remove = { label: t('Delete …'), iconPath: new vscode.ThemeIcon('trash') };
  const step = { placeholder: t('What do you want to do with “{0}”?', withNames(file.name)), items: [show, remove] };
  const picked = await pickStep({ title: withNames(file.name), step: 2 }, step);
  if (picked === 'back') return 'again';
  if (picked === 'cancelled') return 'done';
  if (picked.value === show) {
    const text = await port.text(file.fileId, AbortSignal.timeout(limit));
    await vscode.window.showTextDocument(texts.add(`/${file.name}.txt`, text));
    return 'done';
  }
  const sure = t('Delete');
  const detail = t(
    'It is deleted at {0}. Conversations that it was sent in can use it until they are deleted. This cannot be undone.',
    label,
  );
  const choice = await vscode.window.showWarningMessage(
    t('Delete “{0}”?', withNames(file.name)),
    { modal: true, detail },
    sure,
  );
  if (choice === sure) {
    await port.delete(file.fileId, AbortSignal.timeout(limit));
    void vscode.window.showInformationMessage(t('“{0}” was deleted.', withNames(file.name)));
  }
  return 'again';
}
