import * as vscode from 'vscode';
import type { ReadExport } from '../../export/json.ts';
import type { ReadOnlyTexts } from '../documents/readOnlyDocuments.ts';
import type { Prompts } from '../platform/prompts.ts';
import { type Sentence, t } from '../platform/words.ts';
import { exportWords } from './exportWords.ts';

export interface OpenParts {
  readonly texts: ReadOnlyTexts;
  readonly prompts: Prompts;
}

/** Larger than any conversation that is exported, in bytes. */
const largest = 200_000_000;

/** Shows a conversation that was exported as JSON: as a document that can be read, and not be changed. */
export async function openExport(parts: OpenParts): Promise<void> {
  const { prompts, texts } = parts;
  const uri = await prompts.chooseFile({
    title: t('Open Exported Conversation'),
    openLabel: t('Open'),
    filterName: t('JSON'),
    extensions: ['json'],
  });
  if (!uri) return;
  const name = uri.path.split('/').at(-1) ?? '';
  const read = await readFile(uri);
  if (read.type !== 'thread') {
    const again = t('Choose Another File…');
    const choice = await prompts.tell('error', problemOf(read.type, name), again);
    return choice === again ? openExport(parts) : undefined;
  }
  const { thread } = read;
  const [{ exportThread }, { safeFileName }] = await Promise.all([
    import('../../export/markdown.ts'),
    import('../../export/fileName.ts'),
  ]);
  const text = exportThread(thread.messages, exportWords(thread));
  const shown = texts.add(`/${safeFileName(thread.title, t('Conversation'))}.md`, text);
  const document = await vscode.workspace.openTextDocument(shown);
  await vscode.window.showTextDocument(document, { preview: false });
}

async function readFile(uri: vscode.Uri): Promise<ReadExport | { readonly type: 'unreadable' }> {
  const { readExport } = await import('../../export/json.ts');
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > largest) return { type: 'foreign' };
    return readExport(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
  } catch {
    return { type: 'unreadable' };
  }
}

function problemOf(problem: 'foreign' | 'newer' | 'damaged' | 'unreadable', name: string): Sentence {
  switch (problem) {
    case 'foreign':
      return t('{0} isn’t a conversation that Expert Assistants exported as JSON.', name);
    case 'newer':
      return t('{0} was exported by a newer version of Expert Assistants. Update the extension to open it.', name);
    case 'damaged':
      return t('{0} is damaged: it’s incomplete, or was changed after it was exported.', name);
    case 'unreadable':
      return t('{0} couldn’t be read.', name);
    default:
      return problem satisfies never;
  }
}
