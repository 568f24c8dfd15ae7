import type { Message } from '../../../src/chat/model/model.ts';
import type { ChatSession } from '../../../src/chat/session/session.ts';
import type { FaultyServer } from './server.ts';

/** What may be seen in a transcript when nothing runs: the documented states, and whether there must be a way on. */
const restingStates = new Set(['complete', 'stopped', 'interrupted', 'failed', 'empty']);

/** What is to be true of one question. */
export interface Asked {
  readonly text: string;
  /** How often the same words stood in the conversation before. */
  readonly before: number;
  /** How often the vendor has taken it, beyond those. */
  readonly taken: () => number;
  /** Every answer that the vendor has thought of. */
  readonly told: ReadonlySet<string>;
}

/** Every answer that the vendors think of; none is like another. */
export function recordAnswers({ haufe, copilotBuilder }: FaultyServer): Set<string> {
  const told = new Set<string>();
  const next = (question: string): string => {
    const text = `Antwort ${told.size + 1} auf „${question}“: Die Frist beträgt vier Wochen. Siehe § 622 BGB. ✅`;
    told.add(text);
    return text;
  };
  haufe.answers = (question) => ({ text: next(question), sources: [] });
  copilotBuilder.answers = (question) => [next(question)];
  return told;
}

/** Adds to `broken` what is wrong with a question, as `session` shows it, when nothing runs. */
export function judgeStates(session: ChatSession, asked: Asked, broken: string[]): void {
  const question = lastQuestion(session);
  const answer = lastAnswer(session);
  const taken = asked.taken();
  if (session.running || session.transcript.running) broken.push('still running');
  // Where the conversation could not be read, the same words of before are not shown; those had surely arrived.
  const isEarlier = question?.state === 'sent' && count(session, asked.text) <= asked.before;
  if (question?.text !== asked.text || isEarlier) return void broken.push('lost: the question is not shown');
  if (count(session, asked.text) > asked.before + Math.max(1, taken)) broken.push('the question is shown twice');
  if (question.state === 'failed' && taken > 0) broken.push(`shown as not sent, but it was (${shown(session)})`);
  if (question.state === 'sent' && taken === 0) broken.push(`shown as sent, but it was not (${shown(session)})`);
  if (!['sent', 'failed', 'unknown'].includes(question.state)) broken.push(`question left ${question.state}`);
  // After a reload there may be nothing of an answer yet.
  if (answer && !restingStates.has(answer.state)) broken.push(`answer left ${answer.state}`);
  if (answer?.state === 'complete' && !asked.told.has(answer.text))
    broken.push(`complete, but not the answer: ${answer.text}`);
  if (answer && ['interrupted', 'failed'].includes(answer.state) && !answer.error)
    broken.push(`${answer.state} without a reason`);
  if (answer?.error?.code === 'bug') broken.push(`a defect of ours: ${answer.error.detail}`);
}

function count({ transcript }: ChatSession, text: string): number {
  return transcript.messages.filter((message) => message.role === 'user' && message.text === text).length;
}

export function lastQuestion(session: ChatSession): Message | undefined {
  return session.transcript.messages.findLast(({ role }) => role === 'user');
}

export function lastAnswer(session: ChatSession): Message | undefined {
  const last = session.transcript.messages.at(-1);
  return last?.role === 'assistant' ? last : undefined;
}

export function shown(session: ChatSession): string {
  const answer = lastAnswer(session);
  return `${lastQuestion(session)?.state}, ${answer?.state}${answer?.error ? ` ${answer.error.code}` : ''}`;
}
