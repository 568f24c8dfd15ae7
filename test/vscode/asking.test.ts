import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from './until';
import { closeEditors, openText, setConnections } from './workspace';

const run = vscode.commands.executeCommand;

describe('asking about what is open', () => {
  before(async () => {
    await setConnections([]);
    await run('expertAssistants.tryDemo');
  });
  after(async () => {
    await closeEditors();
    await setConnections([]);
  });

  it('offers to ask about a problem where its lightbulb is, and about nothing else', async () => {
    const { document } = await openText('One\nTwo\n', 'plaintext', [1, 0]);
    const problems = vscode.languages.createDiagnosticCollection('test');
    const at = new vscode.Range(1, 0, 1, 3);
    const offered = async (range: vscode.Range) => {
      const actions = await run<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range);
      return actions.filter(({ command }) => command?.command === 'expertAssistants.askAboutProblem');
    };
    assert.deepEqual(await offered(at), []);
    problems.set(document.uri, [new vscode.Diagnostic(at, 'Two is one too many')]);
    const [action] = await until('the offer', async () => {
      const actions = await offered(at);
      return actions.length > 0 && actions;
    });
    assert.equal(action?.title, 'Ask About This Problem');
    problems.dispose();
  });

  it('takes a chord that VS Code leaves free', async () => {
    const uri = vscode.Uri.parse('vscode://defaultsettings/keybindings.json');
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    assert.match(text, /"(?:ctrl|cmd)\+k (?:ctrl|cmd)\+c"/);
    const taken = [...text.matchAll(/"key": "(?:ctrl|cmd)\+k h",\s*"command": "([^"]+)"/g)].map(
      ([, command]) => command,
    );
    assert.deepEqual(
      taken.filter((command) => command !== 'expertAssistants.askAboutSelection'),
      [],
    );
  });
});
