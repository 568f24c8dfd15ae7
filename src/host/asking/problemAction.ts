import * as vscode from 'vscode';
import { t } from '../platform/words.ts';

/** Returns the quick fix that asks about a problem of a document. */
export function problemAction({ uri }: vscode.TextDocument, diagnostic: vscode.Diagnostic): vscode.CodeAction {
  const title = t('Ask About This Problem');
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  const { message, range } = diagnostic;
  action.command = { command: 'expertAssistants.askAboutProblem', title, arguments: [{ uri, message, range }] };
  return action;
}
