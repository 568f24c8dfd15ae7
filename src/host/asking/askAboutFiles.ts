import * as vscode from 'vscode';
import { own } from '../../base/ownProperty.ts';
import { longestQuestion } from '../../chat/model/questionText.ts';
import { factsOf } from '../../chat/model/vendors.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import { documentAsContext } from '../documents/selection.ts';
import { listed, sentences, t, whole } from '../platform/words.ts';
import { askAbout, attachContext, chooseSession, type Needed } from './askCommands.ts';
import { type AskedFile, planOf } from './filePlan.ts';

/** Attaches all of a document: the one that was meant, or files that were chosen. */
export async function askAboutDocument(parts: Needed, argument: unknown): Promise<void> {
  const uris = [argument].flat().filter((each) => each instanceof vscode.Uri);
  if (uris.length > 0) return askAboutFiles(parts, uris);
  const editor = vscode.window.activeTextEditor ?? (await parts.target.editor());
  const context = editor && documentAsContext(editor.document);
  if (!context) return void parts.prompts.tell('info', t('There’s no document with text to ask about.'));
  if (await askAbout(parts, context)) parts.views.say(t('{0} attached as text, not as a file', context.label));
}

/** Attaches files to the next question, each as what the chosen assistant takes; which that is, is said. */
async function askAboutFiles(parts: Needed, uris: readonly vscode.Uri[]): Promise<void> {
  const session = await chooseSession(parts, t('Select an assistant to ask about the file'));
  if (!session) return;
  const plan = planOf(await Promise.all(uris.map(read)), (name) => takesFile(parts, session, name));
  // It asks before a file goes anywhere, and says where to.
  if (plan.asFile) return void (await vscode.commands.executeCommand('expertAssistants.attachFile', uris[0]));
  if (plan.problems.length > 0) void parts.prompts.tell('warning', sentences(...plan.problems));
  if (plan.texts.length === 0 || !(await attachContext(parts, session, plan.texts))) return;
  const names = listed(plan.texts.map(({ label }) => label));
  parts.views.say(t('{0} attached as text, not as a file', whole(names)));
}

/** What a file system says of a failure names the path, often a client's name: none of it is passed on. */
async function read(uri: vscode.Uri): Promise<AskedFile> {
  const name = uri.path.split('/').at(-1) ?? '';
  let size: number;
  try {
    const found = await vscode.workspace.fs.stat(uri);
    if ((found.type & vscode.FileType.Directory) !== 0) return { name, text: 'folder' };
    size = found.size;
  } catch {
    return { name, text: 'unreadable' };
  }
  if (size > longestQuestion * 4) return { name, text: 'too-large' };
  try {
    const text = documentAsContext(await vscode.workspace.openTextDocument(uri));
    return { name, text: text ?? 'empty' };
  } catch {
    return { name, text: 'binary' };
  }
}

function takesFile({ providers }: Needed, { connectionId, assistant }: ChatSession, name: string): boolean {
  const connection = providers.connection(connectionId);
  const types = connection && assistant.features?.includes('files') ? factsOf(connection).files?.types : undefined;
  const extension = name.split('.').at(-1)?.toLowerCase() ?? '';
  return types !== undefined && name.includes('.') && own(types, extension) !== undefined;
}
