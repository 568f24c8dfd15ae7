import * as vscode from 'vscode';
import {
  clickInChat,
  clickInWorkbench,
  evaluateInChat,
  evaluateInWorkbench,
  press,
  textOfChat,
  textOfWorkbench,
  typeInChat,
  write,
} from './page';
import { until } from './until';

/** One message as a person sees it. */
export interface SeenMessage {
  readonly header: string;
  readonly text: string;
}

/** Every message of the chat, from its document. */
export function messages(): Promise<readonly SeenMessage[]> {
  return evaluateInChat(() =>
    [...document.querySelectorAll('article')].map((article) => ({
      header: article.querySelector('header')?.textContent ?? '',
      text: article.textContent ?? '',
    })),
  );
}

export async function askInChat(question: string): Promise<void> {
  await typeInChat(question);
  await clickInChat('button', 'Send');
}

/** Waits for the last message to be in this state, in words. */
export function lastMessageIs(state: string): Promise<SeenMessage> {
  return until(`the last message is “${state}”`, async () => {
    const last = (await messages()).at(-1);
    if (!last?.header.includes(state)) throw new Error(JSON.stringify(await messages()).slice(0, 300));
    return last;
  });
}

export function chatShows(text: string): Promise<string> {
  return until(`the chat shows “${text}”`, async () => {
    const seen = await textOfChat();
    if (!seen.includes(text)) throw new Error(seen.slice(0, 300));
    return seen;
  });
}

export function workbenchShows(text: string): Promise<string> {
  return until(`the window shows “${text}”`, async () => {
    const seen = await textOfWorkbench();
    if (!seen.includes(text)) throw new Error(seen.slice(-400));
    return seen;
  });
}

/** Waits for a quick input or pick that asks `question`, as title, prompt or placeholder. */
export function quickInputAsks(question: string): Promise<boolean> {
  return until(`a quick input asks “${question}”`, () =>
    evaluateInWorkbench((asked: string) => {
      const widget = document.querySelector<HTMLElement>('.quick-input-widget');
      if (!widget?.checkVisibility()) return false;
      const placeholder = widget.querySelector('input')?.placeholder ?? '';
      return `${widget.innerText}\n${placeholder}`.includes(asked);
    }, question),
  );
}

const isListed = (title: string) =>
  evaluateInWorkbench(
    (wanted: string) =>
      [...document.querySelectorAll<HTMLElement>('.pane-body .monaco-list-row')].some(({ innerText }) =>
        innerText.includes(wanted),
      ),
    title,
  );

/** Waits until this assistant is the one asked. */
export function assistantIs(name: string): Promise<boolean> {
  return until(`“${name}” is asked`, () =>
    evaluateInChat((wanted: string) => {
      const select = document.querySelector<HTMLSelectElement>('select[aria-label="Assistant"]');
      return select?.selectedOptions[0]?.label === wanted;
    }, name),
  );
}

/** Begins a conversation with this assistant, and waits until it is there to be asked. */
export async function newConversation(assistant: string): Promise<void> {
  await startCommand('ask', 'Select an assistant to ask');
  await choose(assistant);
  await assistantIs(assistant);
  await until('an empty conversation', async () => (await messages()).length === 0);
}

/** Until it has, it may take the focus from what is done next: the page hears of it a moment later. */
export function messageFieldHasFocus(): Promise<boolean> {
  return until('the message field has the focus', () =>
    evaluateInChat(() => document.hasFocus() && document.activeElement === document.querySelector('textarea')),
  );
}

/** Waits for a row of the list. */
export function listShows(title: string): Promise<boolean> {
  return until(`the list shows “${title}”`, () => isListed(title));
}

/** Clicks a row of the list, unless what it holds is shown already: that click would fold it. */
export async function unfold(title: string, child: string): Promise<void> {
  await until(`“${title}” holds “${child}”`, async () => {
    if (await isListed(child)) return true;
    await clickInWorkbench('treeitem', title);
    return until('it is unfolded', () => isListed(child), 5).catch(() => false);
  });
}

/** Starts a command that asks something, and waits for its question to be there. The promise settles when it is done. */
export async function startCommand(
  command: string,
  question: string,
  ...parameters: unknown[]
): Promise<Thenable<unknown>[]> {
  const running = vscode.commands.executeCommand(`expertAssistants.${command}`, ...parameters);
  await quickInputAsks(question);
  // In an array, since awaiting this function must not wait for the command.
  return [running];
}

/** What was done before may take the focus once more; a person who sees that clicks into the field. */
function quickInputHasFocus(): Promise<boolean> {
  return until('the quick input has the focus', () =>
    evaluateInWorkbench(() => {
      const input = document.querySelector<HTMLElement>('.quick-input-widget input:not([type="checkbox"])');
      if (input && document.activeElement === input && document.hasFocus()) return true;
      input?.focus();
      return false;
    }),
  );
}

/** Types into the quick input that is shown, and accepts it. */
export async function answerInput(text: string): Promise<void> {
  await quickInputHasFocus();
  await write(text);
  await press('Enter');
}

/** Chooses the entry with `label` from the quick pick that is shown: the one that Enter would take. */
export async function choose(label: string): Promise<void> {
  await quickInputHasFocus();
  await write(label);
  await until(`“${label}” is highlighted`, () =>
    evaluateInWorkbench(
      (wanted: string) =>
        document.querySelector<HTMLElement>('.quick-input-widget .monaco-list-row.focused')?.innerText.includes(wanted),
      label,
    ),
  );
  await press('Enter');
}

/** Stores `key` for the connection called `label`, as a person does. */
export async function enterKey(connectionId: string, label: string, key: string): Promise<void> {
  const [done] = await startCommand('setApiKey', `API Key for ${label}`, { connection: { id: connectionId } });
  await answerInput(key);
  await done;
}
