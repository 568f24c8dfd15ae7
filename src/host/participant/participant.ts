import * as vscode from 'vscode';
import { errorData, isAbort } from '../../chat/model/errors.ts';
import { pickAssistant } from '../connections/pickAssistant.ts';
import { ensureDetails } from '../connections/requestDetails.ts';
import { errorSentence } from '../platform/errorText.ts';
import type { WorkspaceConsent } from '../platform/services/workspaceConsent.ts';
import { keepsHistory } from '../platform/settings.ts';
import { t } from '../platform/words.ts';
import { answerRequest, type NativeStream, type ParticipantParts, type ParticipantWindow } from './answerRequest.ts';
import { conversationIn } from './conversation.ts';
import { contextOf, placesOf } from './references.ts';

export type WindowParts = ParticipantParts &
  Parameters<typeof pickAssistant>[0] &
  Parameters<typeof ensureDetails>[0] & {
    readonly consent: Pick<WorkspaceConsent, 'mayLeave'>;
  };

/** Answers one request of VS Code's chat to `@expert`. */
export async function handleRequest(
  parts: WindowParts,
  request: vscode.ChatRequest,
  { history }: vscode.ChatContext,
  response: vscode.ChatResponseStream,
  token: vscode.CancellationToken,
): Promise<vscode.ChatResult> {
  const stop = new AbortController();
  const cancelling = token.onCancellationRequested(() => stop.abort(new DOMException('Stopped', 'AbortError')));
  if (token.isCancellationRequested) stop.abort(new DOMException('Stopped', 'AbortError'));
  try {
    const last = history.findLast((turn) => turn instanceof vscode.ChatResponseTurn);
    const { prompt, command, references } = request;
    const context = async () => {
      const items = await contextOf(references);
      for (const place of placesOf(references)) response.reference(place);
      return items;
    };
    const native = { prompt, command, context, before: conversationIn(last?.result.metadata) };
    const { metadata, errorDetails } = await answerRequest(
      { ...parts, ...windowOf(parts) },
      native,
      streamOf(response),
      stop.signal,
    );
    return { ...(metadata && { metadata: { ...metadata } }), ...(errorDetails && { errorDetails }) };
  } catch (error) {
    return isAbort(error, stop.signal) ? {} : { errorDetails: { message: errorSentence(errorData(error)) } };
  } finally {
    cancelling.dispose();
  }
}

function windowOf(parts: WindowParts): ParticipantWindow {
  return {
    keepsHistory,
    choose: async () => {
      const picked = await pickAssistant(parts, t('Select an assistant for this chat'));
      return picked === 'current' ? undefined : picked;
    },
    ensureDetails: (target) => ensureDetails(parts, target),
    mayLeave: () => parts.consent.mayLeave(),
  };
}

function streamOf(response: vscode.ChatResponseStream): NativeStream {
  return {
    markdown: (text) => response.markdown(text),
    progress: (text) => response.progress(text),
    reference: (address) => {
      const uri = vscode.Uri.parse(address);
      // VS Code writes some addresses differently: such a one stays a link below the answer.
      if ([uri.toString(), uri.toString(true)].includes(address)) response.reference(uri);
    },
    button: (title, command, argument) =>
      response.button({
        title,
        command: `expertAssistants.${command}`,
        ...(argument !== undefined && { arguments: [argument] }),
      }),
  };
}

/**
 * Returns the follow-ups that VS Code offers: the same question to another assistant, or an example of the chosen one.
 */
export function followups(
  { directory }: Pick<ParticipantParts, 'directory'>,
  { metadata }: vscode.ChatResult,
): readonly vscode.ChatFollowup[] {
  const before = conversationIn(metadata);
  if (!before) return [];
  const { connectionId, assistantId, question, thread } = before;
  if (thread && question) return [{ prompt: question, command: 'assistant', label: t('Ask another assistant') }];
  const { examples = [] } = directory.known(connectionId).find(({ id }) => id === assistantId) ?? {};
  return examples.slice(0, 3).map((prompt) => ({ prompt }));
}
