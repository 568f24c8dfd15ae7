import * as vscode from 'vscode';
import { errorData } from '../../chat/model/errors.ts';
import { ensureDetails } from '../connections/requestDetails.ts';
import { errorSentence } from '../platform/errorText.ts';
import { aroundExactText } from '../platform/services/exactText.ts';
import type { WorkspaceConsent } from '../platform/services/workspaceConsent.ts';
import { keepsHistory } from '../platform/settings.ts';
import { t } from '../platform/words.ts';
import { type ToolAnswerParts, toolAnswer } from './toolAnswer.ts';
import {
  confirmation,
  isAsShown,
  type ToolParts,
  type ToolQuestion,
  ToolRefusal,
  toolQuestion,
} from './toolQuestion.ts';

export type WindowParts = ToolParts &
  ToolAnswerParts &
  Parameters<typeof ensureDetails>[0] & { readonly consent: Pick<WorkspaceConsent, 'mayLeave'> };

/** `#expert`: agents ask an assistant, each time after the person has seen what is sent to whom. */
export class ExpertTool implements vscode.LanguageModelTool<object> {
  readonly #parts: WindowParts;
  /** The questions that the person was shown, by the agent's input; VS Code calls for the answer with the same. */
  readonly #shown = new Map<string, ToolQuestion>();

  constructor(parts: WindowParts) {
    this.#parts = parts;
  }

  async prepareInvocation({
    input,
  }: vscode.LanguageModelToolInvocationPrepareOptions<object>): Promise<vscode.PreparedToolInvocation> {
    const question = await refusing(() => toolQuestion(this.#parts, input));
    this.#shown.set(JSON.stringify(input), question);
    const { title, before, after } = confirmation(question);
    return {
      invocationMessage: t('Asking {0} ({1})…', question.assistant.name, question.connection.name),
      confirmationMessages: { title, message: aroundExactText(before, question.text, after) },
    };
  }

  async invoke(
    { input }: vscode.LanguageModelToolInvocationOptions<object>,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    const key = JSON.stringify(input);
    const shown = this.#shown.get(key);
    this.#shown.delete(key);
    const stop = new AbortController();
    const cancelling = token.onCancellationRequested(() => stop.abort(new DOMException('Stopped', 'AbortError')));
    try {
      const answer = await refusing(async () =>
        this.#answer(shown ?? (await toolQuestion(this.#parts, input)), stop.signal),
      );
      if (answer === undefined) throw new vscode.CancellationError();
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(answer)]);
    } finally {
      cancelling.dispose();
    }
  }

  async #answer(question: ToolQuestion, signal: AbortSignal): Promise<string | undefined> {
    if (!keepsHistory()) {
      throw new ToolRefusal(
        t('VS Code’s chat keeps its own copy of questions and answers, and you have turned saving off.'),
      );
    }
    if (!isAsShown(this.#parts, question)) {
      throw new ToolRefusal(t('The connection has changed since you were asked. Nothing was sent.'));
    }
    if (!(await this.#parts.consent.mayLeave())) {
      throw new ToolRefusal(t('Nothing was sent. You didn’t allow sending text of this workspace.'));
    }
    const { connection, assistant } = question;
    if (!(await ensureDetails(this.#parts, { connectionId: connection.id, assistant }))) {
      throw new ToolRefusal(t('Nothing was sent. {0} needs the required details to answer.', assistant.name));
    }
    return toolAnswer(this.#parts, question, signal);
  }
}

/** Does `work`, and makes a sentence of its failure: it goes to the agent and to the person. */
async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ToolRefusal) throw error;
    throw new ToolRefusal(errorSentence(errorData(error)));
  }
}
