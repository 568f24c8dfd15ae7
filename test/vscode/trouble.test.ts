import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Service } from '../service/service.ts';
import {
  askInChat,
  chatShows,
  enterKey,
  lastMessageIs,
  messages,
  newConversation,
  quickInputAsks,
  unfold,
  workbenchShows,
} from './chat';
import { clickInChat, clickInWorkbench, textOfChat } from './page';
import { until } from './until';
import { closeEditors, connectService, setConnections } from './workspace';

let service: Service;
let connections: readonly object[];
let answers: Service['haufe']['answers'];

async function ask(assistant: string, question: string): Promise<void> {
  await newConversation(assistant);
  await askInChat(question);
}

/** The question is still there, an error sentence stands below it, and one action that helps. */
async function troubleSays(sentence: string, action: string, state = 'failed'): Promise<void> {
  await chatShows(sentence);
  const last = await lastMessageIs(state);
  assert.ok(last.text.includes(sentence), last.text);
  assert.ok(last.text.includes(action), last.text);
  assert.match((await messages()).at(-2)?.text ?? '', /Welche Frist\?/);
}

describe('when something goes wrong', () => {
  before(async () => {
    service = await connectService();
    connections = vscode.workspace.getConfiguration('expertAssistants').get('connections', []);
    await enterKey('kanzlei', 'Kanzlei A', service.haufe.key);
    answers = service.haufe.answers;
  });
  after(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await closeEditors();
    await setConnections([]);
    await service.stop();
  });
  beforeEach(async () => {
    service.reset();
    service.haufe.answers = answers;
    await setConnections(connections);
  });

  it('exports the conversation of an assistant that was withdrawn meanwhile', async () => {
    await ask('Haufe Copilot HR', 'Welche Frist?');
    await lastMessageIs('complete');
    const { assistants } = service.haufe;
    const before = assistants.splice(0);
    try {
      await vscode.commands.executeCommand('expertAssistants.refresh');
      const exported = vscode.commands.executeCommand('expertAssistants.exportThread');
      await quickInputAsks('Export “');
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await exported;
      const text = await until('the exported conversation', async () => {
        const { document } = vscode.window.activeTextEditor ?? {};
        return document?.languageId === 'markdown' && document.isUntitled && document.getText();
      });
      assert.match(text, /Haufe Copilot HR/);
      assert.match(text, /Welche Frist\?/);
    } finally {
      assistants.push(...before);
      await vscode.commands.executeCommand('expertAssistants.refresh');
    }
  });

  for (const [shape, body] of Object.entries({
    'code and detail': '{"error_code":"unauthorized","detail":"x"}',
    message: '{"message":"Unauthorized"}',
    list: '{"detail":[{"loc":["header"],"msg":"x","type":"y"}]}',
    HTML: '<html><body>401</body></html>',
    nothing: '',
  })) {
    it(`says that a key was rejected (${shape}), and asks again once another is entered`, async () => {
      service.fail('/messages', { status: 401, body, method: 'POST' });
      await ask('Haufe Copilot HR', 'Welche Frist?');
      await troubleSays('rejected the API key.', 'Set API Key…');
      await clickInChat('button', 'Retry');
      await lastMessageIs('complete');
      assert.equal((await messages()).length, 2);
    });
  }

  it('says that a proxy’s page came instead of an answer', async () => {
    service.fail('/run/stream', { status: 200, body: '<html>Login</html>', headers: { 'content-type': 'text/html' } });
    await ask('Haufe Copilot HR', 'Welche Frist?');
    await troubleSays('returned an unexpected response', 'Retry');
  });

  it('an answer that breaks off in mid-character keeps its text, and asking again completes it', async () => {
    service.fail('/run/stream', { cutAt: 420, reset: true });
    await ask('Haufe Copilot HR', 'Welche Frist?');
    await lastMessageIs('interrupted');
    await clickInChat('button', 'Retry');
    assert.match((await lastMessageIs('complete')).text, /§ 622/);
    const stored = service.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages'));
    assert.equal(stored.length, 1, 'the question was sent once');
  });

  it('an answer without text says that it was not answered', async () => {
    service.haufe.answers = () => ({ text: '', sources: [] });
    await ask('Haufe Copilot HR', 'Welche Frist?');
    await lastMessageIs('not answered');
  });

  it('a thread deleted elsewhere leads to a new one, with the question in it', async () => {
    await ask('Haufe Copilot HR', 'Erste Frage');
    await lastMessageIs('complete');
    for (const thread of service.haufe.threads) thread.deleted = true;
    await askInChat('Welche Frist?');
    await troubleSays('was deleted in another window or on another computer', 'New Conversation');
    await clickInChat('button', 'New Conversation');
    await until('the question in the composer', async () => (await messages()).length === 0);
    await clickInChat('button', 'Send');
    await lastMessageIs('complete');
  });

  it('keeps a conversation and its running answer while something is mistyped in the settings', async () => {
    await vscode.commands.executeCommand('expertAssistants.threads.focus');
    const [office, support] = connections;
    service.haufe.answers = () => ({ text: 'Vier Wochen.', sources: [] });
    const release = service.hold();
    await ask('Haufe Copilot HR', 'Welche Frist?');
    await chatShows('Vier');
    await setConnections([{ ...office, baseUrl: 'htt' }, support]);
    await workbenchShows('“baseUrl” must start with https');
    await setConnections([{ ...office, id: '' }, support]);
    await workbenchShows('The ID can contain only lowercase letters');
    await setConnections('mistyped');
    await workbenchShows('The setting must be a list of connections.');
    await setConnections([office, support]);
    assert.match((await messages()).at(-1)?.text ?? '', /Vier/);
    release();
    await lastMessageIs('complete');
    assert.equal(service.requests.filter(({ path }) => path.endsWith('/run/stream')).length, 1);
  });

  it('lets a conversation go with its connection', async () => {
    const [office, support] = connections;
    await ask('Haufe Copilot HR', 'Welche Frist?');
    await lastMessageIs('complete');
    await setConnections([support]);
    await until('no conversation', async () => (await messages()).length === 0);
    await setConnections([office, support]);
    await until('its assistants', async () => (await textOfChat()).includes('Haufe Copilot HR'));
  });

  it('says in the tree that a key is missing, and offers to enter it', async () => {
    await setConnections([{ id: 'keyless', provider: 'haufe', name: 'Keyless', baseUrl: service.haufe.baseUrl }]);
    await vscode.commands.executeCommand('expertAssistants.threads.focus');
    await unfold('Keyless', 'No API key is stored');
    await clickInWorkbench('treeitem', 'No API key is stored');
    await quickInputAsks('API Key for Keyless');
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    assert.deepEqual(service.requests, []);
  });

  it('sends a key to no other address than the one it was entered for', async () => {
    const other = await connectOther();
    await vscode.commands.executeCommand('expertAssistants.refresh');
    await unfold('Kanzlei A', 'was entered for a different address');
    assert.deepEqual(other.requests, []);
    await other.stop();
  });

  it('names what is wrong with the connections setting', async () => {
    await setConnections([
      { id: 'a', provider: 'openai', name: 'Alpha' },
      { id: 'b', provider: 'haufe', name: 'Beta', baseUrl: 'http://example.com' },
      { id: 'demo', provider: 'demo', name: 'Gamma' },
      { id: 'demo', provider: 'demo', name: 'Delta' },
    ]);
    await vscode.commands.executeCommand('expertAssistants.threads.focus');
    await workbenchShows('“provider” must be haufe, copilotBuilder, or demo.');
    await workbenchShows('“baseUrl” must start with https');
    await workbenchShows('Another connection has the same ID.');
    await workbenchShows('Gamma');
    await setConnections('none of this');
    await workbenchShows('The setting must be a list of connections.');
  });
});

async function connectOther(): Promise<Service> {
  const { startService } = await import('../service/service.ts');
  const other = await startService();
  await setConnections([{ id: 'kanzlei', provider: 'haufe', name: 'Kanzlei A', baseUrl: other.haufe.baseUrl }]);
  return other;
}
