import type { Message } from '../../../src/chat/model/model.ts';
import type { ChatSession } from '../../../src/chat/session/session.ts';
import type { World } from './world.ts';

/** The simple model: what a person has asked and not taken back. Repeated words count as often as they were asked. */
export interface Model {
  readonly asked: string[];
  /** As `asked`, without what was open when everything was deleted: from then on only a screen shows it. */
  promised: string[];
  steps: number;
}

export type Which = 0 | 1;

/** Words of a window's own are counted; words of both can be taken for one another, as the vendor's too. */
export function isShared(text: string): boolean {
  return !text.endsWith(')');
}

/** The same words as only that window says them, whoever said them. */
export function wordsOf(text: string, window: Which): string {
  return `${text.replace(/ \(\d\)$/, '')} (${window})`;
}

export function lastQuestion({ transcript }: ChatSession): Message | undefined {
  return transcript.messages.findLast(({ role }) => role === 'user');
}

/** The oldest question that is not known to have arrived. */
export function openQuestion({ transcript }: ChatSession): Message | undefined {
  return transcript.messages.find(isOpen);
}

function isOpen({ role, state }: Message): boolean {
  return role === 'user' && (state === 'failed' || state === 'unknown');
}

/** Whether the last question stands in the way: the person sees to it first. */
export function isHeldUp(session: ChatSession): boolean {
  const last = lastQuestion(session);
  return last !== undefined && isOpen(last);
}

export function questionsAt({ held }: World): readonly string[] {
  return held.filter(([role]) => role === 'user').map(([, text]) => text);
}

function count(texts: readonly string[], text: string): number {
  return texts.filter((candidate) => candidate === text).length;
}

/** What must hold after every step, in whatever state the network is. */
export async function lawsHold({ asked, promised }: Model, world: World): Promise<void> {
  const held = questionsAt(world);
  for (const text of new Set(held)) {
    const [there, wanted] = [count(held, text), count(asked, text)];
    if (there > wanted) throw new Error(`“${text}” was asked ${wanted} times, and is there ${there} times`);
  }
  const open = await openQuestions(world);
  for (const text of new Set(promised)) {
    const known = count(held, text) + count(open, text);
    const wanted = isShared(text) ? Math.min(1, count(promised, text)) : count(promised, text);
    if (known < wanted) throw new Error(`“${text}” was asked ${wanted} times, and only ${known} are known of`);
  }
}

/** Questions that the screens or the disk know of, and perhaps not the vendor. */
async function openQuestions(world: World): Promise<readonly string[]> {
  const open = new Map((await world.left()).map(({ id, text }) => [id, text]));
  for (const { transcript } of world.windows) {
    for (const message of transcript.messages) if (isOpen(message)) open.set(message.id, message.text);
  }
  return [...open.values()];
}
