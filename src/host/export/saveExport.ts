import { homedir } from 'node:os';
import * as vscode from 'vscode';
import type { Message } from '../../chat/model/model.ts';
import type { ExportedThread } from '../../export/jsonShapes.ts';
import type { Prompts } from '../platform/prompts.ts';
import { type Sentence, t } from '../platform/words.ts';
import type { ExportForm } from './exportForms.ts';
import { exportWords } from './exportWords.ts';

interface Needed {
  readonly prompts: Prompts;
}

interface Exported extends Omit<ExportedThread, 'exportedAt' | 'labels'> {
  /** The demo's metadata are made up. */
  readonly isMadeUp: boolean;
  /** What the assistant calls the data beside its answers. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

/** Writes a conversation in one of the forms: Markdown as a document that one sees first, every other into a file. */
export async function saveExport(parts: Needed, form: ExportForm, exported: Exported): Promise<void> {
  const { isMadeUp, labels, ...rest } = exported;
  const messages = isMadeUp ? rest.messages.map(withoutOther) : rest.messages;
  const thread: ExportedThread = { ...rest, ...(labels && { labels }), messages, exportedAt: new Date().toISOString() };
  const [{ agreedToHidden }, { openUntitled }] = await Promise.all([
    import('../documents/hiddenText.ts'),
    import('../documents/insertAnswer.ts'),
  ]);
  if (!(await agreedToHidden(parts, textOf(messages)))) return;
  // Each holds a parser or a library, which are large.
  if (form === 'markdown') {
    const { exportThread } = await import('../../export/markdown.ts');
    return openUntitled(exportThread(messages, exportWords(thread)), 'markdown');
  }
  const bytes = await bytesOf(form, thread);
  await saveAs(parts, await proposedName(thread.title), form, bytes);
}

async function bytesOf(form: Exclude<ExportForm, 'markdown'>, thread: ExportedThread): Promise<Uint8Array> {
  const { messages } = thread;
  switch (form) {
    case 'html':
      return encoded((await import('../../export/html.ts')).exportHtml(messages, exportWords(thread)));
    case 'word':
      return (await import('../../export/word.ts')).exportWord(messages, exportWords(thread));
    case 'json':
      return encoded((await import('../../export/json.ts')).exportJson(thread));
    default:
      return form satisfies never;
  }
}

const encoded = (text: string) => new TextEncoder().encode(text);

const endings = { html: 'html', word: 'docx', json: 'json' } as const;

async function proposedName(title: string): Promise<string> {
  const { safeFileName } = await import('../../export/fileName.ts');
  return safeFileName(title, t('Conversation'));
}

/** Asks for a file until it could be written; VS Code asks before it lets one be replaced. */
async function saveAs(
  { prompts }: Needed,
  name: string,
  form: Exclude<ExportForm, 'markdown'>,
  bytes: Uint8Array,
): Promise<void> {
  const names: Readonly<Record<typeof form, Sentence>> = { html: t('HTML'), word: t('Word'), json: t('JSON') };
  const ending = endings[form];
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  for (;;) {
    const uri = await prompts.saveFile({
      title: t('Export Conversation'),
      saveLabel: t('Export'),
      proposed: vscode.Uri.joinPath(folder, `${name}.${ending}`),
      filterName: names[form],
      extensions: [ending],
    });
    if (!uri) return;
    const saved = uri.path.split('/').at(-1) ?? '';
    try {
      await vscode.workspace.fs.writeFile(uri, bytes);
      void prompts.tell('info', t('Exported to {0}.', saved));
      return;
    } catch (error) {
      const reason = error instanceof Error ? error.message : '';
      const again = t('Choose Another File…');
      if ((await prompts.tell('error', t('{0} couldn’t be saved. {1}', saved, reason), again)) !== again) return;
    }
  }
}

function textOf(messages: readonly Message[]): string {
  return messages
    .flatMap(({ text, sources, context }) => [
      text,
      ...sources.map(({ passage }) => passage),
      ...context.map((item) => item.text),
    ])
    .join('\n');
}

function withoutOther({ details: { other: _, ...details } = {}, ...message }: Message): Message {
  return { ...message, details };
}
