import type * as vscode from 'vscode';
import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { Attachments } from '../../chat/composer/attachments.ts';
import type { AttachedFile } from '../../chat/model/model.ts';
import type { FilesPort } from '../../chat/ports/files.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import { cancellable } from '../platform/background.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import type { Item, Prompts } from '../platform/prompts.ts';
import { wordsOf } from '../platform/vendorWords.ts';
import { pickStep } from '../platform/wizard.ts';
import { asLabel, type Label, label, language, plain, type Sentence, t } from '../platform/words.ts';

const limit = 60_000;

interface Needed {
  readonly attachments: Attachments;
  readonly pages: Pages;
  readonly views: Pick<ChatPort, 'focus'>;
  readonly providers: Providers;
  readonly directory: AssistantDirectory;
  readonly prompts: Prompts;
  /** Makes an icon of VS Code's by its name. */
  readonly icon: (name: string) => vscode.ThemeIcon;
  /** Opens a text that cannot be changed. */
  readonly show: (fileName: string, text: string) => Promise<void>;
}

interface Place {
  readonly connectionId: string;
  readonly label: Label;
  readonly name: Sentence;
  readonly port: FilesPort;
}

/** The files that lie at a vendor: using one again, their extracted text, and deleting them. */
export async function manageUploadedFiles(parts: Needed): Promise<void> {
  const place = await pickPlace(parts);
  if (!place) return;
  let page = 1;
  for (;;) {
    const chosen = await pickFile(parts, place, page);
    if (chosen === undefined) return;
    if (typeof chosen === 'number') {
      page = chosen;
      continue;
    }
    const next = await act(parts, place, chosen);
    if (next === 'done') return;
  }
}

async function pickPlace(parts: Needed): Promise<Place | undefined> {
  const { prompts } = parts;
  const read = await cancellable(parts, { title: t('Looking for assistants that support attachments…') }, () =>
    placesOf(parts),
  );
  if (read === 'cancelled') return undefined;
  const places = read.value;
  if (places.length === 0) {
    void prompts.tell('info', t('None of your assistants supports attachments.'));
    return undefined;
  }
  if (places.length === 1) return places[0];
  return prompts.pick(places, { placeholder: t('Select a connection') });
}

async function placesOf({ providers, directory }: Needed): Promise<readonly Place[]> {
  const lists = providers.connections.map(async (connection): Promise<Place[]> => {
    const { id } = connection;
    const place = wordsOf(connection).filePlace(connection);
    // A list that cannot be read offers no files; the tree says why.
    const assistants = await directory.list(id).catch(() => []);
    const { files: port } = await providers.of(id);
    return port && assistants.some(({ features }) => features?.includes('files'))
      ? [{ connectionId: id, label: asLabel(place), name: place, port }]
      : [];
  });
  return (await Promise.all(lists)).flat();
}

interface FileItem extends Item {
  readonly chosen: AttachedFile | number;
}

/** Asks for one file, or the number of the page to go to. */
async function pickFile(
  parts: Needed,
  { name, port }: Place,
  page: number,
): Promise<AttachedFile | number | undefined> {
  const { prompts } = parts;
  const reading = { title: t('Loading the uploaded files at {0}…', name), limit };
  const read = await cancellable({ prompts }, reading, (signal) => port.list(page, signal));
  if (read === 'cancelled') return undefined;
  const { files, total, more } = read.value;
  // The last file of this page was deleted.
  if (files.length === 0 && page > 1 && !more) return page - 1;
  if (files.length === 0 && page === 1) {
    void prompts.tell('info', t('There are no uploaded files on {0}.', name));
    return undefined;
  }
  const items: FileItem[] = files.map((file) => ({
    label: label(file.name),
    iconPath: parts.icon('file'),
    chosen: file,
  }));
  if (page > 1) items.push({ label: asLabel(t('Previous Files…')), alwaysShow: true, chosen: page - 1 });
  if (more) items.push({ label: asLabel(t('More Files…')), alwaysShow: true, chosen: page + 1 });
  const title = t('Uploaded files at {0}: {1}', name, total.toLocaleString(language()));
  const picked = await pickStep({ prompts }, { title, step: 1 }, { placeholder: t('Select a file'), items });
  return typeof picked === 'string' ? undefined : picked.value.chosen;
}

/** The conversation in sight, where it can take a file of this place. */
function taking({ pages, attachments }: Needed, { connectionId }: Place): ChatSession | undefined {
  const session = pages.active;
  const takes = session?.connectionId === connectionId && session.assistant.features?.includes('files') === true;
  return takes && !attachments.taken(session) ? session : undefined;
}

async function act(parts: Needed, place: Place, file: AttachedFile): Promise<'done' | 'again'> {
  const { prompts } = parts;
  const { name, port } = place;
  const use = { label: asLabel(t('Attach to This Conversation')), iconPath: parts.icon('attach') };
  const show = { label: asLabel(t('Show Extracted Text')), iconPath: parts.icon('eye') };
  const remove = { label: asLabel(t('Delete…')), iconPath: parts.icon('trash') };
  const step = {
    placeholder: t('What do you want to do with “{0}”?', file.name),
    items: [...(taking(parts, place) ? [use] : []), show, remove],
  };
  const picked = await pickStep({ prompts }, { title: plain(file.name), step: 2 }, step);
  if (picked === 'back') return 'again';
  if (picked === 'cancelled') return 'done';
  if (picked.value === use) {
    // Meanwhile another file may have come, or another conversation.
    const session = taking(parts, place);
    if (!session) return 'again';
    parts.attachments.reuse(session, file);
    await parts.views.focus('input');
    return 'done';
  }
  if (picked.value === show) {
    const reading = { title: t('Loading the text of “{0}”…', file.name), limit };
    const text = await cancellable({ prompts }, reading, (signal) => port.text(file.fileId, signal));
    if (text !== 'cancelled') await parts.show(`${file.name.replace(/[/\\]/g, '_')}.txt`, text.value);
    return 'done';
  }
  const sure = t('Delete');
  const detail = t(
    'The file will be deleted at {0}. Conversations it was sent in can use it until they’re deleted. This can’t be undone.',
    name,
  );
  const choice = await prompts.confirm({ message: t('Delete “{0}”?', file.name), detail }, sure);
  if (choice === sure) {
    const deleting = { title: t('Deleting the file “{0}”…', file.name), limit };
    const deleted = await cancellable({ prompts }, deleting, (signal) => port.delete(file.fileId, signal));
    if (deleted === 'cancelled') return 'again';
    void prompts.tell('info', t('“{0}” was deleted.', file.name));
  }
  return 'again';
}
