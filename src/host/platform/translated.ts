import * as vscode from 'vscode';
import { speak } from './words.ts';

// Imported for this alone, ahead of all else in extension.ts.
speak(vscode.env.language, (message, ...args) => vscode.l10n.t(message, ...args));
