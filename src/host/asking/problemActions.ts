import * as vscode from 'vscode';

/** Offers to ask about a problem where VS Code shows its lightbulb. Nothing leaves before the person sends. */
export function offerProblems(): vscode.Disposable {
  const provideCodeActions: vscode.CodeActionProvider['provideCodeActions'] = async (document, _, { diagnostics }) =>
    diagnostics[0] ? [(await import('./problemAction.ts')).problemAction(document, diagnostics[0])] : [];
  return vscode.languages.registerCodeActionsProvider(
    '*',
    { provideCodeActions },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}
