import * as vscode from 'vscode';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { Message } from '../../chat/model/model.ts';
import { lastAnswer } from '../../chat/model/transcript.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import { comparison } from '../../export/comparison.ts';
import type { ReadOnlyTexts } from '../documents/readOnlyDocuments.ts';
import { commandOf } from '../platform/errors/noteActions.ts';
import { type Sentence, t } from '../platform/words.ts';
import { type ComparingParts, type ComparingWindow, compareAnew } from './compareAnew.ts';
import { comparedAnswersTitle, comparisonWords } from './comparisonWords.ts';

export type Needed = ComparingParts & {
  readonly pages: Pick<Pages, 'active'>;
  readonly providers: Pick<Providers, 'connection'>;
  readonly texts: Pick<ReadOnlyTexts, 'add'>;
};

/** Asks the question of the last answer once more, and shows both answers side by side. */
export async function regenerateAndCompare(parts: Needed): Promise<void> {
  const { active } = parts.pages;
  const answer = lastAnswer(active?.transcript);
  if (active && answer && answer.text.trim() !== '') await compareAnswer(parts, active, answer);
  else void parts.prompts.tell('info', t('There’s no answer yet.'));
}

/** Asks the question of one answer of a page once more, and shows both answers side by side. */
export async function compareAnswer(parts: Needed, session: ChatSession, answer: Message): Promise<void> {
  await compareAnew({ ...parts, window: windowOf(parts) }, session, answer);
}

function windowOf({ providers, texts }: Needed): ComparingWindow {
  return {
    show: async ({ connectionId, assistant }, { question, answers: before }, after) => {
      const connection = providers.connection(connectionId);
      const written = comparison(before, after, comparisonWords(connection, assistant, question));
      const add = (name: Sentence, text: string) => texts.add(`/${name}.md`, text, 'answers');
      const [old, recent] = [add(t('Earlier answer'), written.before), add(t('New answer'), written.after)];
      await vscode.commands.executeCommand(
        'vscode.diff',
        old,
        recent,
        comparedAnswersTitle(connection, assistant, before),
      );
    },
    help: async (action, { connectionId }) => {
      const connection = providers.connection(connectionId);
      await vscode.commands.executeCommand(commandOf(action), { kind: 'connection', connection });
    },
  };
}
