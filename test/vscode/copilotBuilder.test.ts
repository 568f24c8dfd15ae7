import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Service } from '../service/service.ts';
import {
  answerInput,
  askInChat,
  chatShows,
  choose,
  enterKey,
  lastMessageIs,
  messages,
  startCommand,
  unfold,
  workbenchShows,
} from './chat';
import { clickInWorkbench } from './page';
import { connectService, setConnections } from './workspace';

let service: Service;

/** A new conversation with a question and its answer. */
async function asked(question: string): Promise<void> {
  await startCommand('ask', 'Select an assistant to ask');
  await choose('Contract Reviewer');
  await chatShows('Guten Tag! Was möchten Sie wissen?');
  await askInChat(question);
  await lastMessageIs('complete');
}

describe('CopilotBuilder', () => {
  before(async () => {
    service = await connectService();
    await enterKey('support', 'Support', service.copilotBuilder.key);
  });
  after(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await setConnections([]);
    await service.stop();
  });

  it('greets, answers, and keeps the thread on this computer', async () => {
    await asked('Ist das in Ordnung?');
    const answer = await lastMessageIs('complete');
    assert.match(answer.text, /geprüft und für gut befunden/);
    assert.doesNotMatch(answer.text, /Powered by/);
    // The list unfolds to where one is.
    await vscode.commands.executeCommand('expertAssistants.threads.focus');
    await workbenchShows('Ist das in Ordnung?');
  });

  it('opens the thread again with all its messages, without asking the service', async () => {
    await asked('Und das hier?');
    const connections = vscode.workspace.getConfiguration('expertAssistants').get('connections');
    await setConnections([]);
    await vscode.commands.executeCommand('expertAssistants.threads.focus');
    await workbenchShows('Try the Demo');
    await setConnections(connections);
    await unfold('Support', 'Contract Reviewer');
    await unfold('Contract Reviewer', 'Und das hier?');
    const sent = service.requests.filter(({ path }) => path.endsWith('/SendMessage')).length;
    await clickInWorkbench('treeitem', 'Und das hier?');
    await chatShows('geprüft und für gut befunden');
    assert.equal((await messages()).length, 2);
    assert.equal(service.requests.filter(({ path }) => path.endsWith('/SendMessage')).length, sent);
  });

  it('renames a thread on this computer', async () => {
    await asked('Wie heißt das?');
    const rename = (await startCommand('renameThread', 'Rename Conversation'))[0];
    await answerInput('Vertrag geprüft');
    await rename;
    await workbenchShows('Vertrag geprüft');
  });
});
