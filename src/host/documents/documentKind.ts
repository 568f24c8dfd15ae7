import * as vscode from 'vscode';
import type { LineComment } from '../../chat/text/forms/code.ts';
import { type DocumentKind, kindOf } from '../../chat/text/forms/languages.ts';

/** Returns the kind of a document; for a language that we do not know, its extension tells its comments. */
export async function kindOfDocument(document: vscode.TextDocument): Promise<DocumentKind> {
  const { languageId, uri } = document;
  const named = { languageId, fileName: uri.path };
  const known = kindOf(named, () => ({ open: '' }));
  if (known.type !== 'code' || known.comment.open !== '') return known;
  const comment = await commentOf(languageId);
  return kindOf(named, () => comment);
}

async function commentOf(languageId: string): Promise<LineComment | undefined> {
  for (const { packageJSON, extensionUri } of vscode.extensions.all) {
    const languages: unknown = packageJSON?.contributes?.languages;
    if (!Array.isArray(languages)) continue;
    const file: unknown = languages.find(({ id, configuration }) => id === languageId && configuration)?.configuration;
    const comment = typeof file === 'string' ? await readComment(vscode.Uri.joinPath(extensionUri, file)) : undefined;
    if (comment) return comment;
  }
  return undefined;
}

/** The file may have comments of its own and commas too many: only the one value is looked for. */
async function readComment(file: vscode.Uri): Promise<LineComment | undefined> {
  try {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    const line = /"lineComment"\s*:\s*(?:\{\s*"comment"\s*:\s*)?("(?:[^"\\]|\\.)+")/.exec(text)?.[1];
    if (line !== undefined) return { open: JSON.parse(line) };
    const [, open, close] =
      /"blockComment"\s*:\s*\[\s*("(?:[^"\\]|\\.)+")\s*,\s*("(?:[^"\\]|\\.)+")\s*\]/.exec(text) ?? [];
    return open !== undefined && close !== undefined ? { open: JSON.parse(open), close: JSON.parse(close) } : undefined;
  } catch {
    return undefined;
  }
}

/** The texts of the other cells, where a document is a cell of a notebook. */
export function otherCells(document: vscode.TextDocument): string {
  return (notebookOf(document)?.getCells() ?? [])
    .filter((cell) => cell.document !== document)
    .map((cell) => cell.document.getText())
    .join('\n\n');
}

/** The notebook that a document is a cell of. */
export function notebookOf(document: vscode.TextDocument): vscode.NotebookDocument | undefined {
  if (document.uri.scheme !== 'vscode-notebook-cell') return undefined;
  return vscode.workspace.notebookDocuments.find((notebook) =>
    notebook.getCells().some((cell) => cell.document === document),
  );
}
