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
    await startCommand('ask', 'Select an assistant to ask');
    await choose('Contract Reviewer');
    await chatShows('Guten Tag! Was möchten Sie wissen?');
    await askInChat('Ist das in Ordnung?');
    const answer = await lastMessageIs('complete');
    assert.match(answer.text, /geprüft und für gut befunden/);
    assert.doesNotMatch(answer.text, /Powered by/);
    // The list unfolds to where one is.
    await vscode.commands.executeCommand('expertAssistants.threads.focus');
    await workbenchShows('Ist das in Ordnung?');
  });

  it('opens the thread again with all its messages, without asking the service', async () => {
    await setConnections([]);
    await vscode.commands.executeCommand('expertAssistants.threads.focus');
    await workbenchShows('Try the Demo');
    const { copilotBuilder } = service;
    await setConnections([
      {
        id: 'support',
        provider: 'copilotBuilder',
        name: 'Support',
        baseUrl: copilotBuilder.baseUrl,
        deploymentId: copilotBuilder.deploymentId,
      },
    ]);
    await unfold('Support', 'Contract Reviewer');
    await unfold('Contract Reviewer', 'Ist das in Ordnung?');
    const sent = service.requests.filter(({ path }) => path.endsWith('/SendMessage')).length;
    await clickInWorkbench('treeitem', 'Ist das in Ordnung?');
    await chatShows('geprüft und für gut befunden');
    assert.equal((await messages()).length, 2);
    assert.equal(service.requests.filter(({ path }) => path.endsWith('/SendMessage')).length, sent);
  });

  it('renames a thread on this computer', async () => {
    const rename = (await startCommand('renameThread', 'Rename Conversation'))[0];
    await answerInput('Vertrag geprüft');
    await rename;
    await workbenchShows('Vertrag geprüft');
  });
});
