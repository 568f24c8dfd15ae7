import * as vscode from 'vscode';

/** Why nothing happens: the composer holds a change of the last question, and what the person wants needs it empty of that. */
export function tellChange(): void {
  void vscode.window.showInformationMessage(
    vscode.l10n.t('The last question is being changed. Send or cancel the change first.'),
  );
}
