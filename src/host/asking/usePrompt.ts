import * as vscode from 'vscode';
import { fillPrompt, usesSelection } from '../../chat/text/promptTemplate.ts';
import { pickSession } from '../connections/pickAssistant.ts';
import { fileName } from '../documents/fileName.ts';
import { selectionAsContext } from '../documents/selection.ts';
import type { Item } from '../platform/prompts.ts';
import { shippedPrompts } from '../platform/services/shippedPrompts.ts';
import { ownPrompts } from '../platform/settings.ts';
import { asLabel, label, languageName, t } from '../platform/words.ts';
import type { Needed } from './askCommands.ts';

interface Row extends Item {
  readonly text: string;
}

/** Puts a prompt into the message field, with its variables filled in. Nothing is sent before the person sends. */
export async function usePrompt(parts: Needed): Promise<void> {
  const rows: readonly Row[] = [...ownPrompts().map(({ name, text }) => row(name, text)), ...shippedRows()];
  const chosen = await parts.prompts.pick(rows, { placeholder: t('Select a prompt for the message field') });
  if (!chosen) return;
  const editor = vscode.window.activeTextEditor ?? (await parts.target.editor());
  const selection = await selectionAsContext(parts);
  if (usesSelection(chosen.text) && !selection)
    return void parts.prompts.tell('info', t('First select the text that the prompt is about.'));
  const text = fillPrompt(chosen.text, {
    selection: selection?.text ?? '',
    fileName: editor ? fileName(editor.document) : '',
    documentLanguage: editor?.document.languageId ?? '',
    answerLanguage: languageName(),
  });
  const { active } = parts.pages;
  const session = await pickSession(parts, t('Select an assistant to ask'));
  if (!session) return;
  if (session !== active)
    await parts.recent.use({ connectionId: session.connectionId, assistantId: session.assistant.id });
  await parts.composers.of(session).add({ text, context: [] }, 'after');
  await parts.views.focus('input');
}

function row(name: string, text: string): Row {
  return { label: label(name), detail: label(text.replace(/\s+/g, ' ')), text };
}

function shippedRows(): readonly Row[] {
  return shippedPrompts().map(({ name, words, text }) => ({ label: asLabel(name), detail: asLabel(words), text }));
}
