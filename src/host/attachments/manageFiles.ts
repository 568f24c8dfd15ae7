import * as vscode from 'vscode';
import type { ReadOnlyTexts } from '../documents/readOnlyDocuments.ts';
import { manageUploadedFiles } from './uploadedFiles.ts';

type Needed = Omit<Parameters<typeof manageUploadedFiles>[0], 'icon' | 'show'> & { readonly texts: ReadOnlyTexts };

/** Manages the files that lie at a vendor, in VS Code's own picks and documents. */
export async function manageFiles(parts: Needed): Promise<void> {
  await manageUploadedFiles({
    ...parts,
    icon: (name) => new vscode.ThemeIcon(name),
    show: async (fileName, text) => void (await parts.texts.show(fileName, text)),
  });
}
