import * as vscode from 'vscode';
import { evaluateInWorkbench, textOfWorkbench } from './page';
import { until } from './until';

const chat = () => vscode.workspace.getConfiguration('chat');

/** What VS Code's own chat shows. */
export function nativeChat(): Promise<string> {
  return evaluateInWorkbench(() =>
    [...document.querySelectorAll<HTMLElement>('.interactive-session .interactive-item-container')]
      .map(({ innerText }) => innerText)
      .join('\n'),
  );
}

/** Asks in VS Code's own chat, with files attached. */
export async function askNatively(query: string, attachFiles: readonly vscode.Uri[] = []): Promise<void> {
  const modelSelector = { vendor: 'expert-assistants-test' };
  // What is attached is there a moment after the command: the question is sent by a command of its own.
  const isPartialQuery = attachFiles.length > 0;
  await vscode.commands.executeCommand('workbench.action.chat.open', {
    query,
    modelSelector,
    attachFiles,
    isPartialQuery,
  });
  if (!isPartialQuery) return;
  await until('what is attached', () =>
    evaluateInWorkbench(() =>
      [...document.querySelectorAll<HTMLElement>('.interactive-session .chat-attached-context')].some(({ innerText }) =>
        innerText.includes('attached.md'),
      ),
    ),
  );
  await vscode.commands.executeCommand('workbench.action.chat.submit');
}

export async function nativeChatShows(text: RegExp): Promise<string> {
  return until(`VS Code’s chat shows ${text}`, async () => {
    const seen = await nativeChat();
    if (!text.test(seen)) throw new Error(seen.slice(-400) || (await textOfWorkbench()).slice(-400));
    return seen;
  });
}

/** Turns VS Code's own chat on; it answers without any sign-in once it knows a language model. */
export async function useNativeChat(): Promise<void> {
  await chat().update('disableAIFeatures', false, vscode.ConfigurationTarget.Global);
  await until(
    'a language model',
    async () => (await vscode.lm.selectChatModels({ vendor: 'expert-assistants-test' })).length > 0,
  );
}

export async function endNativeChat(): Promise<void> {
  await chat().update('disableAIFeatures', undefined, vscode.ConfigurationTarget.Global);
}
