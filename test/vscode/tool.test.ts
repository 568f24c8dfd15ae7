import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { askNatively, endNativeChat, nativeChat, nativeChatShows, useNativeChat } from './nativeChat';
import { clickInWorkbench, screenshot, textOfWorkbench } from './page';
import { until } from './until';
import { setConnections } from './workspace';

const name = 'expertAssistants_ask';
const demo = { id: 'demo', provider: 'demo', name: 'Demo' };

const isOffered = () => vscode.lm.tools.some((tool) => tool.name === name);

/** Calls the tool as another extension does; VS Code asks the person first. */
function call(question: string): Promise<vscode.LanguageModelToolResult> {
  const options = { input: { question }, toolInvocationToken: undefined };
  return Promise.resolve(vscode.lm.invokeTool(name, options));
}

describe('#expert for agents', () => {
  before(async () => {
    await useNativeChat();
  });
  after(async () => {
    await setConnections([]);
    await endNativeChat();
  });

  beforeEach(async () => {
    await setConnections([{ ...demo, allowTool: true }]);
    await until('the tool', isOffered);
  });

  it('asks nobody where no connection allows it', async () => {
    await setConnections([demo]);
    // The oldest VS Code that is supported hides it then; later ones call it, and it refuses.
    const refused = await call('What is sent?').then(
      () => undefined,
      (error: Error) => error.message,
    );
    assert.ok(refused !== undefined && (!isOffered() || refused.includes('allowTool')), refused);
  });

  it('shows the question word for word before it goes, and sends nothing when that is refused', async () => {
    const result = call('What is *a* [drafted](command:x) question?');
    result.catch(() => undefined);
    const seen = await until('the confirmation', async () => {
      const text = await textOfWorkbench();
      return text.includes('Ask Demo') && text;
    });
    assert.ok(seen.includes('What is *a* [drafted](command:x) question?'), seen.slice(-600));
    assert.doesNotMatch(seen, /question\?The agent/);
    await screenshot('tool confirmation');
    await clickInWorkbench('button', 'Cancel');
    await assert.rejects(result);
  });

  it('gives the agent the answer with its sources once the person agrees', async () => {
    const result = call('How do I stop an answer?');
    await until('the confirmation', async () => (await textOfWorkbench()).includes('Ask Demo'));
    await clickInWorkbench('button', 'Yes');
    const text = (await result).content.map((part) => (part as vscode.LanguageModelTextPart).value).join('');
    assert.match(text, /Demo[\s\S]*Stop[\s\S]*Sources/);
  });

  it('answers an agent in VS Code’s chat where #expert names it, after the person has read the question', async () => {
    await askNatively('@agent #expert How do I export a conversation?');
    const seen = await until('the confirmation', async () => {
      const text = (await textOfWorkbench()).replace(/\s/g, ' ');
      return text.includes('An agent wants to ask the following') && text;
    });
    assert.match(seen, /Ask Demo: Short/);
    assert.doesNotMatch(await nativeChat(), /Tools used/);
    await screenshot('tool in chat');
    await clickInWorkbench('button', 'Allow');
    assert.match(await nativeChatShows(/Tools used: 1/), /Demo[\s\S]*Export Conversation[\s\S]*Sources/);
  });
});
