import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { askInChat, lastMessageIs, messageFieldHasFocus, messages, workbenchShows } from './chat';
import { clickInChat, clickInWorkbench, evaluateInChat, screenshot, textOfWorkbench, typeInChat } from './page';
import { until } from './until';
import { closeEditors, openText, set, setConnections } from './workspace';

const run = vscode.commands.executeCommand;

/** What stands in the message field. */
const typed = () => evaluateInChat(() => document.querySelector('textarea')?.value ?? '');

describe('asking about what is open', () => {
  before(async () => {
    await setConnections([]);
    await run('expertAssistants.tryDemo');
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await screenshot(`asking ${this.currentTest.title}`);
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

  it('shows each question before it is sent where the person wants that, and keeps the one that they do not send', async () => {
    const question = 'How do I stop an answer?';
    await set('confirmBeforeSending', true);
    try {
      await askInChat(question);
      await workbenchShows('Send this to ');
      assert.match(await textOfWorkbench(), /How do I stop an answer\?/);
      await clickInWorkbench('button', 'Cancel');
      await messageFieldHasFocus();
      assert.equal(await typed(), question);
      assert.deepEqual(await messages(), []);
      for (const count of [2, 4]) {
        if (count > 2) await typeInChat(question);
        await clickInChat('button', 'Send');
        await workbenchShows('Send this to ');
        await clickInWorkbench('button', 'Send');
        await until(`${count} messages`, async () => (await messages()).length === count);
        await lastMessageIs('complete');
      }
    } finally {
      await set('confirmBeforeSending', undefined);
    }
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
