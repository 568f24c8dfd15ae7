import * as vscode from 'vscode';
import type { Log } from '../../base/log.ts';
import type { ErrorData } from '../../chat/model/errorData.ts';
import { ChatError, errorData, isAbort } from '../../chat/model/errors.ts';
import type { Assistant, ContextItem, Message, Thread } from '../../chat/model/model.ts';
import { composeQuestion, maximumLengthOf, questionProblem, titleOf } from '../../chat/model/questionText.ts';
import {
  emptyTranscript,
  type Outcome,
  reduce,
  type ThreadEvent,
  type Transcript,
} from '../../chat/model/transcript.ts';
import type { Outbox } from '../../chat/ports/outbox.ts';
import type { Provider } from '../../chat/ports/provider.ts';
import type { RequestDetailsStore } from '../../chat/ports/storage.ts';
import {
  applyEvent,
  completedOutcome,
  failedOutcome,
  newProgress,
  stoppedOutcome,
} from '../../chat/session/outcome.ts';
import type { SendConsent } from '../../chat/session/sending.ts';
import { type PickParts, pickAssistant } from '../connections/pickAssistant.ts';
import { ensureDetails } from '../connections/requestDetails.ts';
import type { AnswerDocuments } from '../documents/answerDocuments.ts';
import { selectionAsContext } from '../documents/selection.ts';
import type { TextTarget } from '../documents/targetEditor.ts';
import { inBackground } from '../platform/background.ts';
import { errorSentence } from '../platform/errorText.ts';
import type { Item } from '../platform/prompts.ts';
import type { WorkspaceConsent } from '../platform/services/workspaceConsent.ts';
import { pickStep, runSteps, textStep } from '../platform/wizard.ts';
import { asLabel, label, language, t } from '../platform/words.ts';

export type OnceParts = PickParts & {
  readonly target: TextTarget;
  readonly details: RequestDetailsStore;
  readonly answers: AnswerDocuments;
  readonly outbox: Outbox;
  readonly consent: Pick<WorkspaceConsent, 'mayLeave'>;
  readonly sendConsent: SendConsent;
  readonly log: Log;
};

interface Asked {
  readonly connectionId: string;
  readonly assistant: Assistant;
  readonly text: string;
}

/** Asks one question without a conversation, and opens its answer as a new document with its sources. */
export async function askOnce(parts: OnceParts): Promise<void> {
  const context = await selectionAsContext(parts);
  const picked = await pickAssistant(parts, t('Select an assistant for the single question'), undefined, canAskOnce);
  if (!picked || picked === 'current') return;
  const text = await askForQuestion(parts, picked.assistant, context);
  if (text === undefined || (context && text.includes(context.text) && !(await parts.consent.mayLeave()))) return;
  if (!(await ensureDetails(parts, picked))) return;
  await parts.recent.use({ connectionId: picked.connectionId, assistantId: picked.assistant.id });
  await answer(parts, { ...picked, text });
}

function canAskOnce({ features }: Assistant): boolean {
  return features?.includes('ask-once') === true;
}

/** Asks for the question; returns the text to send, word for word, undefined when the person gave up. */
async function askForQuestion(
  parts: OnceParts,
  assistant: Assistant,
  context: ContextItem | undefined,
): Promise<string | undefined> {
  const title = t('Ask {0} a Single Question', assistant.name);
  const along = context && { ...selectionItem(context), context };
  const without = { label: asLabel(t('Without Selected Text')), context: undefined };
  const given = await runSteps<{ context?: ContextItem | undefined; question?: string }>({}, [
    {
      when: () => along !== undefined,
      ask: (_, frame) => {
        const step = { placeholder: t('Include the selected text?'), items: along ? [along, without] : [] };
        return pickStep<Item & { context: ContextItem | undefined }>(parts, { title, ...frame }, step).then((picked) =>
          typeof picked === 'string' ? picked : { value: { context: picked.value.context } },
        );
      },
    },
    {
      ask: async (state, frame) => {
        const attached = state.context ? [state.context] : [];
        const typed = await textStep(
          parts,
          { title, ...frame },
          {
            prompt: t('Your question. The answer opens in a new document.'),
            value: state.question ?? '',
            problem: (text) => {
              const problem = questionProblem(
                text === '' ? '' : composeQuestion(text, attached),
                maximumLengthOf(assistant),
              );
              return problem && errorSentence({ code: problem });
            },
          },
        );
        return typeof typed === 'string' ? typed : { value: { question: typed.value } };
      },
    },
  ]);
  return given && composeQuestion(given.question ?? '', given.context ? [given.context] : []);
}

function selectionItem({ label: name, firstLine, lastLine, text }: ContextItem): Item {
  const length = t('{0} characters', text.length.toLocaleString(language()));
  return {
    label: asLabel(
      firstLine === lastLine
        ? t('With {0}, line {1}', name, firstLine)
        : t('With {0}, lines {1} to {2}', name, firstLine, lastLine),
    ),
    description: asLabel(length),
    detail: label(text.slice(0, 2_000).replace(/\s+/g, ' ').trim()),
  };
}

async function answer(parts: OnceParts, asked: Asked): Promise<void> {
  const { connectionId, assistant, text } = asked;
  while (!(await parts.sendConsent.agrees(asked))) if (!(await offerAgain(parts, asked, 'stopped'))) return;
  // Of a window that closes it is told by the next one, as of the first question of a conversation.
  const question = { id: crypto.randomUUID(), connectionId, assistantId: assistant.id, text, context: [] };
  try {
    await parts.outbox.add({ ...question, createdAt: new Date().toISOString(), isWaiting: true });
  } catch (failure) {
    // The store has told it; that the disk takes nothing must not keep a person from asking.
    parts.log.warn(`${connectionId}: ask once: not written down: ${errorData(failure).detail ?? ''}`.trimEnd());
  }
  let again = false;
  try {
    const { message, error, keptAs: storedAs } = await run(parts, asked);
    if (error && error !== 'stopped') {
      const { code, status, detail } = error;
      parts.log.warn(`${connectionId}: ask once: ${code} ${status ?? ''} ${detail ?? ''}`.trimEnd());
    }
    const isAnswered = message !== undefined && message.text.trim() !== '';
    const { poweredBy } = asked.assistant;
    if (isAnswered)
      await parts.answers.use('openNew', {
        answer: message,
        connectionId,
        ...(poweredBy !== undefined && { poweredBy }),
      });
    // What failed, and was not seen to, is there as long as that is told.
    if (isAnswered || error === 'stopped') await parts.outbox.remove(question);
    if (storedAs) inBackground(parts, 'Ask once', offerDeletion(parts, asked, storedAs));
    // What it wants to know may have been deleted meanwhile; who does not give it can still copy the question.
    while (error && !again && (await offerAgain(parts, asked, error))) again = await ensureDetails(parts, asked);
  } finally {
    await parts.outbox.remove(question);
  }
  if (again) await answer(parts, asked);
}

interface Ended {
  readonly message?: Message | undefined;
  readonly error?: ErrorData | 'stopped' | undefined;
  readonly keptAs?: StoredThread | undefined;
}

/**
 * A conversation that the vendor has stored, and the provider that was asked: there it is deleted, whatever the
 * connection has become.
 */
interface StoredThread {
  readonly thread: Thread;
  readonly provider: Provider;
}

/** Asks, with a notification that can stop it. Nothing is thrown: how it ended is what comes back. */
function run({ providers, prompts }: OnceParts, asked: Asked): Promise<Ended> {
  const { connectionId, assistant, text } = asked;
  return prompts.progress(t('Asking {0}…', assistant.name), async (signal, report) => {
    let transcript = begin(text);
    let keptAs: StoredThread | undefined;
    const progress = newProgress(false);
    let outcome: Outcome;
    try {
      const provider = await providers.of(connectionId);
      if (!provider.askOnce) throw new ChatError('not-supported', { processed: 'no' });
      progress.asked = true;
      for await (const event of provider.askOnce(assistant.id, text, signal)) {
        signal.throwIfAborted();
        if (event.type === 'thread-kept') {
          const thread = { connectionId, assistantId: assistant.id, id: event.threadId, title: titleOf(text) };
          keptAs = { thread, provider };
          continue;
        }
        applyEvent(progress, event);
        if (event.type !== 'run-end') {
          transcript = reduce(transcript, event);
          const length = transcript.messages.at(-1)?.text.length ?? 0;
          if (length > 0) report(t('{0} characters', length.toLocaleString(language())));
        }
      }
      outcome = completedOutcome(progress);
    } catch (failure) {
      outcome = isAbort(failure, signal)
        ? stoppedOutcome(progress)
        : failedOutcome(errorData(failure), failure, progress);
    }
    const message = reduce(transcript, { type: 'run-end', outcome, at: '' }).messages.at(-1);
    const error = outcome.type === 'stopped' ? 'stopped' : outcome.type === 'complete' ? undefined : outcome.error;
    return { message, error, keptAs };
  });
}

function begin(text: string): Transcript {
  const createdAt = new Date().toISOString();
  const events: readonly ThreadEvent[] = [
    { type: 'question-added', messageId: 'q', text, context: [], createdAt },
    { type: 'run-start', questionId: 'q', answerId: 'a', createdAt },
  ];
  return events.reduce(reduce, emptyTranscript);
}

/** The question is not lost: it can be asked again, or taken elsewhere. Whether it is to be asked again. */
async function offerAgain({ prompts }: OnceParts, { text }: Asked, error: ErrorData | 'stopped'): Promise<boolean> {
  const again = t('Retry');
  const copy = t('Copy Question');
  const choice =
    error === 'stopped'
      ? await prompts.tell('info', t('Question canceled.'), again, copy)
      : await prompts.tell('error', errorSentence(error), again, copy);
  if (choice === copy) await vscode.env.clipboard.writeText(text);
  return choice === again;
}

/** Haufe says that nothing is kept, but names a conversation all the same. */
async function offerDeletion(
  { prompts, log }: OnceParts,
  { assistant, connectionId }: Asked,
  { thread, provider }: StoredThread,
): Promise<void> {
  const remove = t('Delete Conversation');
  const choice = await prompts.tell(
    'info',
    t('{0} may have stored the question and its answer as a conversation.', assistant.poweredBy ?? assistant.name),
    remove,
  );
  if (choice !== remove) return;
  try {
    await provider.deleteThread(thread, AbortSignal.timeout(60_000));
    void prompts.tell('info', t('The conversation was deleted.'));
  } catch (failure) {
    const data = errorData(failure);
    log.warn(`${connectionId}: delete: ${data.code} ${data.detail ?? ''}`.trimEnd());
    void prompts.tell('error', errorSentence(data));
  }
}
