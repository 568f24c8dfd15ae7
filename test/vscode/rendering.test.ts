import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Service } from '../service/service.ts';
import { askInChat, enterKey, lastMessageIs, newConversation } from './chat';
import { evaluateInChat, screenshot } from './page';
import { until } from './until';
import { closeEditors, connectService, setConnections } from './workspace';

let service: Service;

describe('an answer', () => {
  before(async () => {
    service = await connectService();
    await enterKey('kanzlei', 'Kanzlei A', service.haufe.key);
    await newConversation('Haufe Copilot HR');
  });
  after(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await closeEditors();
    await setConnections([]);
    await service.stop();
  });

  it('colors the code of an answer by grammars that are loaded under the page’s own rules', async () => {
    service.haufe.answers = () => ({ text: 'Code [1]:\n\n```ts\nconst days = 14;\n```\n', sources: [] });
    await askInChat('Code, please');
    await lastMessageIs('complete');
    const word = await until('a coloured word', () =>
      evaluateInChat(() => {
        const found = document.querySelector('.token-keyword');
        return (
          found && {
            text: found.textContent,
            colour: getComputedStyle(found).color,
            plain: getComputedStyle(document.body).color,
          }
        );
      }),
    );
    assert.equal(word.text, 'const');
    assert.notEqual(word.colour, word.plain);
    await screenshot('code');
  });
});
