import * as vscode from 'vscode';

/** Said once in a window, for the first key that the system's key store does not keep. */
export function tellKeyNotKept(): void {
  void vscode.window.showWarningMessage(
    vscode.l10n.t(
      'The system’s key store does not keep API keys. Those that you enter are used until this window closes.',
    ),
  );
}
