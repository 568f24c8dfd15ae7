import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const extension = vscode.extensions.getExtension('expert-assistants.expert-assistants');

describe('activation', () => {
  it('registers the commands of the manifest and no other', async () => {
    const declared: { command: string }[] = extension?.packageJSON.contributes.commands;
    assert.ok(declared.length > 20);
    // Those with another dot are VS Code's own for our views.
    const registered = (await vscode.commands.getCommands(true)).filter((name) => /^expertAssistants\.\w+$/.test(name));
    assert.deepEqual(registered.toSorted(), declared.map(({ command }) => command).toSorted());
  });

  it('gives other extensions nothing to call', () => {
    assert.equal(extension?.exports, undefined);
  });
});
