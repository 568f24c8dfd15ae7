import * as vscode from 'vscode';
import { own } from '../../base/ownProperty.ts';
import type { Attachments } from '../../chat/composer/attachments.ts';
import type { Connection } from '../../chat/model/connection.ts';
import { ChatError } from '../../chat/model/errors.ts';
import type { Assistant } from '../../chat/model/model.ts';
import { type FileLimits, factsOf } from '../../chat/model/vendors.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { DropProblem } from '../../protocol.ts';
import { type PickParts, pickSession } from '../connections/pickAssistant.ts';
import { hasChanged } from '../connections/settings/connectionChanges.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { WorkspaceConsent } from '../platform/services/workspaceConsent.ts';
import { wordsOf } from '../platform/vendorWords.ts';
import { paragraphs, type Sentence, t } from '../platform/words.ts';
import { sizeWords } from './attachmentText.ts';

export type AttachParts = PickParts & {
  readonly views: ChatPort;
  readonly attachments: Attachments;
  readonly consent: Pick<WorkspaceConsent, 'mayLeave'>;
};

/** A file before it is read: its size is checked first. */
interface Candidate {
  readonly name: string;
  readonly bytes: number;
  readonly unsaved: boolean;
  readonly read: () => Promise<Uint8Array>;
}

/** Attaches a file: from the palette with a file picker; from the explorer and an editor's title the file itself. */
export async function attachFile(parts: AttachParts, argument: unknown): Promise<void> {
  if (Array.isArray(argument)) return tellDropProblem(parts, 'several');
  const session = await pickSession(parts, t('Select an assistant to ask about the file'), takesFiles);
  if (!session) return;
  if (argument instanceof vscode.Uri) await attach(parts, session, argument);
  else await pickAndAttach(parts, session);
}

/** Attaches a file that the person picks. */
export async function pickAndAttach(parts: AttachParts, session: ChatSession): Promise<void> {
  const uri = await pickFile(parts, whereTo(parts, session).limits);
  if (uri) await attach(parts, session, uri);
}

/** Attaches the file at `uri` to the next question of `session`, after the person has agreed. */
async function attach(parts: AttachParts, session: ChatSession, uri: vscode.Uri): Promise<void> {
  if (vscode.workspace.getWorkspaceFolder(uri) && !(await parts.consent.mayLeave())) return;
  const { size, type } = await reading(() => vscode.workspace.fs.stat(uri));
  if ((type & vscode.FileType.Directory) !== 0) {
    void parts.prompts.tell('warning', t('A folder can’t be attached. Select a file.'));
    return;
  }
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  await attachCandidate(parts, session, {
    name: uri.path.split('/').at(-1) ?? '',
    bytes: size,
    unsaved: open?.isDirty === true,
    read: () => reading(() => vscode.workspace.fs.readFile(uri)),
  });
}

/**
 * Reads a file without its failure: the file system names the path, often a client's name, and none of it is passed on.
 */
async function reading<T>(read: () => PromiseLike<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const detail = error instanceof vscode.FileSystemError && { detail: error.code };
    throw new ChatError('file-unreadable', { processed: 'no', ...detail });
  }
}

/** The same for a file whose content the page was given, for example dropped from the desktop. */
export async function attachBytes(
  parts: AttachParts,
  session: ChatSession,
  name: string,
  bytes: Uint8Array,
): Promise<void> {
  await attachCandidate(parts, session, { name, bytes: bytes.length, unsaved: false, read: async () => bytes });
}

async function attachCandidate(parts: AttachParts, session: ChatSession, file: Candidate): Promise<void> {
  const { attachments, views } = parts;
  const { connection, limits } = whereTo(parts, session);
  if (attachments.taken(session)) throw new ChatError('file-exists', { processed: 'no' });
  const problem = problemOf(file, limits);
  if (problem !== undefined) {
    void parts.prompts.tell('warning', problem);
    return;
  }
  const keep = await agreedTo(parts, connection, file);
  if (keep === undefined) return;
  const bytes = await file.read();
  if (hasChanged(parts, connection, t('Nothing was sent.'))) return;
  const upload = attachments.start(session, { name: file.name, type: typeOf(file.name, limits) ?? '', bytes }, keep);
  await views.focus('input');
  await upload;
}

/** The connection that the session's files go to, and what it takes. Throws a ChatError where it takes none. */
function whereTo({ providers }: AttachParts, { connectionId, assistant }: ChatSession) {
  const connection = providers.connection(connectionId);
  if (!connection) throw new ChatError('connection-missing', { processed: 'no' });
  const limits = factsOf(connection).files;
  if (!limits || !takesFiles(assistant)) throw new ChatError('not-supported', { processed: 'no' });
  return { connection, limits };
}

function takesFiles({ features }: Assistant): boolean {
  return features?.includes('files') === true;
}

function typeOf(name: string, { types }: FileLimits): string | undefined {
  const extension = name.includes('.') ? name.split('.').at(-1)?.toLowerCase() : undefined;
  return extension === undefined ? undefined : own(types, extension);
}

/** Returns why the file is not even offered to the vendor. */
function problemOf({ name, bytes }: Pick<Candidate, 'name' | 'bytes'>, limits: FileLimits): Sentence | undefined {
  if (typeOf(name, limits) === undefined) {
    return t('“{0}” can’t be attached. Supported types: {1}.', name, Object.keys(limits.types).join(', '));
  }
  if (bytes === 0) return t('“{0}” is empty.', name);
  if (bytes > limits.maximumBytes) {
    return t('“{0}” is {1}. The limit is {2}.', name, sizeWords(bytes), sizeWords(limits.maximumBytes));
  }
  return undefined;
}

/** Says what goes where; resolves whether it is to be kept there, or undefined when the person does not want it. */
async function agreedTo(
  { prompts }: AttachParts,
  connection: Connection,
  file: Candidate,
): Promise<boolean | undefined> {
  const where = wordsOf(connection).whereFilesGo(connection);
  if (!where) throw new ChatError('not-supported', { processed: 'no' });
  const detail = paragraphs(
    ...where,
    ...(file.unsaved ? [t('Unsaved changes aren’t included. The file is sent as last saved.')] : []),
  );
  const once = t('Attach');
  const keep = t('Attach and Keep');
  const choices = factsOf(connection).files?.canBeKept ? [once, keep] : [once];
  const message = t('Attach “{0}” ({1}) to your next question?', file.name, sizeWords(file.bytes));
  const choice = await prompts.confirm({ severity: 'info', message, detail }, ...choices);
  return choice === undefined ? undefined : choice === keep;
}

async function pickFile(
  { prompts }: AttachParts,
  { types, maximumBytes }: FileLimits,
): Promise<vscode.Uri | undefined> {
  const extensions = Object.keys(types);
  const limits = t('{0}; at most {1}', extensions.join(', '), sizeWords(maximumBytes));
  return prompts.chooseFile({
    title: t('Attach File ({0})', limits),
    openLabel: t('Attach'),
    filterName: t('Documents ({0})', limits),
    extensions,
  });
}

/** Attaches the file that was dropped on the page, or says why it cannot be attached. */
export async function attachDropped(parts: AttachParts, session: ChatSession, uris: readonly string[]): Promise<void> {
  const [first, ...others] = uris;
  if (first === undefined) return;
  if (others.length > 0) return tellDropProblem(parts, 'several');
  const uri = await reading(async () => vscode.Uri.parse(first, true));
  const folders = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.scheme);
  // Another scheme would have any extension's file system asked for whatever a page names.
  if (!['file', 'vscode-remote', ...folders].includes(uri.scheme))
    throw new ChatError('file-unreadable', { processed: 'no' });
  await attach(parts, session, uri);
}

/** Says why nothing of a drop is attached. */
export function tellDropProblem({ prompts }: { readonly prompts: Prompts }, problem: DropProblem): void {
  const words = {
    several: t('You can attach one file per question.'),
    'too-large': t('This file is too large to attach.'),
  } satisfies Record<DropProblem, Sentence>;
  void prompts.tell('warning', words[problem]);
}
