import * as vscode from 'vscode';
import type { MarginLink } from '../../chat/ports/documentLinks.ts';
import type { Pages } from '../../chat/session/pages.ts';
import { pickAssistant } from '../connections/pickAssistant.ts';
import { agreedLine, selectedText } from '../documents/selection.ts';
import type { TextTarget } from '../documents/targetEditor.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import { t } from '../platform/words.ts';
import type { LoadMargin, Margin } from './margin.ts';

export type Needed = Parameters<typeof pickAssistant>[0] & {
  readonly margin: LoadMargin;
  readonly target: TextTarget;
  readonly pages: Pages;
  readonly views: ChatPort;
};

/** Opens a conversation beside the selected text. Nothing is sent before the person sends. */
export async function askInMargin(parts: Needed): Promise<void> {
  const selected = (await selectedText(parts)) ?? (await agreedLine(parts));
  if (!selected) return;
  if (await sayNoMargin(parts, selected.document)) return;
  const picked = await pickAssistant(parts, t('Select an assistant to ask about the selection'));
  if (!picked || picked === 'current') return;
  const margin = await parts.margin();
  await margin.begin(selected, picked);
  const { document, range } = selected;
  // The cursor is in the line that VS Code shows the conversation below.
  const isShown = (editor: vscode.TextEditor) => editor.document === document;
  // A side of a comparison would open by itself.
  const editor = vscode.window.visibleTextEditors.find(isShown) ?? (await vscode.window.showTextDocument(document));
  editor.selection = new vscode.Selection(range.end, range.end);
  // VS Code opens its list of comments, and would leave the conversation below the edge of what is left of the editor.
  editor.revealRange(range, vscode.TextEditorRevealType.AtTop);
}

/** Resolves whether VS Code shows no conversations beside the text of `document`; that is said, with what can be done instead. */
export async function sayNoMargin(
  { prompts }: Pick<Needed, 'prompts'>,
  { uri }: vscode.TextDocument,
): Promise<boolean> {
  if (uri.scheme !== 'vscode-notebook-cell') return false;
  const ask = t('Ask About Selection');
  const choice = await prompts.tell('info', t('VS Code shows no conversations in the margin of notebooks.'), ask);
  if (choice === ask) await vscode.commands.executeCommand('expertAssistants.askAboutSelection');
  return true;
}

/** Sends what was typed below a margin conversation. */
export async function sendInMargin(parts: Needed, argument: unknown): Promise<void> {
  const { thread, text } = Object(argument) as { thread?: unknown; text?: unknown };
  const margin = await parts.margin();
  const link = margin.find(thread);
  if (!link || typeof text !== 'string' || text.trim() === '') return;
  await margin.ask(link, text);
  const { unsent } = link;
  if (unsent === undefined || unsent === text.trim()) return;
  const copy = t('Copy Question');
  const said = await parts.prompts.tell('info', t('Your new question replaced the one that wasn’t sent.'), copy);
  if (said === copy) await vscode.env.clipboard.writeText(unsent);
}

function onLink(action: (margin: Margin, link: MarginLink, parts: Needed) => Promise<void> | void) {
  return async (parts: Needed, argument: unknown): Promise<void> => {
    const margin = await parts.margin();
    const link = margin.find(argument);
    if (link) await action(margin, link, parts);
  };
}

export const stopInMargin = onLink((margin, link) => margin.stop(link));
export const retryInMargin = onLink((margin, link) => margin.retry(link));
export const resolveInMargin = onLink((margin, link) => margin.resolve(link, true));
export const reopenInMargin = onLink((margin, link) => margin.resolve(link, false));
export const removeFromMargin = onLink((margin, link) => margin.remove(link));

/** Shows the same conversation in the chat. */
export const openMarginInChat = onLink(async (margin, link, { pages, views, prompts }) => {
  const { thread, assistant } = link;
  const session = margin.sessionOf(link);
  if (session) pages.showAgain(session);
  else if (thread) pages.show(thread, { ...assistant });
  else return void prompts.tell('info', t('The conversation begins with your first question.'));
  await views.focus('input');
});
