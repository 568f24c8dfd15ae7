import * as vscode from 'vscode';
import { t } from '../platform/words.ts';

/** Offers to ask about a problem where VS Code shows its lightbulb. Nothing leaves before the person sends. */
export function offerProblems(): vscode.Disposable {
  const kind = vscode.CodeActionKind.QuickFix;
  const provideCodeActions = (
    document: vscode.TextDocument,
    _: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ) =>
    diagnostics.slice(0, 1).map((diagnostic) => {
      const title = t('Ask About This Problem');
      const action = new vscode.CodeAction(title, kind);
      action.diagnostics = [diagnostic];
      const { message, range } = diagnostic;
      const problem = { uri: document.uri, message, range };
      action.command = { command: 'expertAssistants.askAboutProblem', title, arguments: [problem] };
      return action;
    });
  return vscode.languages.registerCodeActionsProvider('*', { provideCodeActions }, { providedCodeActionKinds: [kind] });
}
