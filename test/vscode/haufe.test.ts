import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Service } from '../service/service.ts';
import {
  askInChat,
  assistantIs,
  chatShows,
  choose,
  enterKey,
  lastMessageIs,
  listShows,
  messages,
  newConversation,
  startCommand,
  unfold,
  workbenchShows,
} from './chat';
import { clickInChat, press } from './page';
import { until } from './until';
import { closeEditors, connectService, openText, setConnections } from './workspace';

let service: Service;
const posts = (ending: string) =>
  service.requests.filter(({ method, path }) => method === 'POST' && path.endsWith(ending));

describe('Haufe', () => {
  before(async () => {
    service = await connectService();
    await enterKey('kanzlei', 'Kanzlei A', service.haufe.key);
  });
  after(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await closeEditors();
    await setConnections([]);
    await service.stop();
  });
  beforeEach(() => service.reset());

  it('keeps the key in the key store, not in a setting, and says that the connection works', async () => {
    await workbenchShows('The connection “Kanzlei A” works.');
    const settings = JSON.stringify(vscode.workspace.getConfiguration('expertAssistants').inspect('connections'));
    assert.ok(!settings.includes(service.haufe.key));
  });

  it('lists assistants and threads, read when they are opened', async () => {
    await vscode.commands.executeCommand('expertAssistants.threads.focus');
    await unfold('Kanzlei A', 'Haufe Copilot Tax');
    assert.equal(service.requests.filter(({ path }) => path.endsWith('/threads')).length, 0);
  });

  it('shows an answer while it streams, and credits Haufe', async () => {
    await newConversation('Haufe Copilot HR');
    const release = service.hold();
    await askInChat('Welche Frist gilt in der Probezeit?');
    const partial = await until('the first words', async () => {
      const last = (await messages()).at(-1);
      return last?.header.includes('Answering') && last.text.includes('Zur') && last;
    });
    assert.ok(!partial.text.includes('§ 622'));
    release();
    const answer = await lastMessageIs('complete');
    assert.match(answer.text, /§ 622 BGB/);
    assert.match(answer.text, /Powered by Haufe/);
    assert.match(answer.text, /Kündigungsfristen · § 622 BGB/);
    assert.deepEqual(JSON.parse(posts('/threads')[0]?.body ?? ''), {
      assistant_id: service.haufe.assistants[0]?.id,
      title: 'Welche Frist gilt in der Probezeit?',
    });
  });

  it('shows the new thread in the tree', async () => {
    await newConversation('Haufe Copilot HR');
    await askInChat('Steht das in der Liste?');
    await lastMessageIs('complete');
    await listShows('Steht das in der Liste?');
  });

  it('shows an answer whole again after the view was hidden while it came', async () => {
    await newConversation('Haufe Copilot HR');
    await askInChat('Welche Frist gilt?');
    await lastMessageIs('complete');
    service.reset();
    const release = service.hold();
    await askInChat('Und danach?');
    await until('the run', () => posts('/run/stream').length > 0);
    await vscode.commands.executeCommand('workbench.action.closeAuxiliaryBar');
    release();
    await until('the end of the answer', () => posts('/run/stream')[0]?.complete);
    await vscode.commands.executeCommand('expertAssistants.chat.focus');
    const answer = await lastMessageIs('complete');
    assert.match(answer.text, /Und danach\?“: Das Arbeitsverhältnis endet fristgerecht/);
    assert.equal((await messages()).length, 4);
  });

  it('stops an answer at once, closes its socket, and keeps what came', async () => {
    await newConversation('Haufe Copilot HR');
    const release = service.hold();
    await askInChat('Lange Frage');
    await until('the first words', async () => (await messages()).at(-1)?.header.includes('Answering'));
    await clickInChat('button', 'Stop');
    // The service holds the answer: nothing but Stop ends it.
    await until('the closed socket', () => posts('/run/stream')[0]?.closedAt);
    release();
    assert.match((await lastMessageIs('stopped')).text, /Zur/);
    assert.equal(posts('/run/stream')[0]?.complete, false);
  });

  it('sends exactly the selected text with the question, and nothing before', async () => {
    await openText('public\n  the “clause”\n  on notice\nsecret', 'plaintext', [1, 0], [3, 0]);
    await startCommand('askAboutSelection', 'Select an assistant to ask about the selection');
    await choose('Haufe Copilot HR');
    await chatShows('lines 2 to 3');
    assert.equal(service.requests.filter(({ method }) => method === 'POST').length, 0);
    await askInChat('Is this valid?');
    await lastMessageIs('complete');
    const sent = posts('/messages').map(({ body }) => JSON.parse(body));
    assert.deepEqual(sent, [{ role: 'user', content: 'Is this valid?\n\n  the “clause”\n  on notice\n' }]);
    for (const { body, path, query } of service.requests) {
      assert.ok(!`${body}${path}${query}`.includes('secret') && !`${body}`.includes('public'));
    }
  });

  it('remembers who was asked last', async () => {
    await newConversation('Haufe Copilot Tax');
    await askInChat('Umsatzsteuer?');
    await lastMessageIs('complete');
    const { document } = await openText('text', 'plaintext', [0, 0], [0, 4]);
    await startCommand('askAboutSelection', 'Select an assistant to ask about the selection');
    await workbenchShows('Current conversation');
    await press('ArrowDown');
    await press('Enter');
    await assistantIs('Haufe Copilot Tax');
    await clickInChat('button', `Remove ${document.fileName}`);
  });

  it('falls back to one piece where an assistant cannot stream', async () => {
    assert.equal(service.haufe.assistants[1]?.streaming, false);
    await newConversation('Haufe Copilot Tax');
    await askInChat('Vorsteuer?');
    await lastMessageIs('complete');
    assert.equal(posts('/run/stream').length, 0);
    assert.equal(posts('/run').length, 1);
  });
});
