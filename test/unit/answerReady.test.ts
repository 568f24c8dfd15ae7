import { expect, it } from 'vitest';
import { notifyAnswerReady } from '../../src/host/chat/notifyAnswerReady.ts';
import { conversation, message } from './conversation.ts';
import { type Answer, scriptedPrompts } from './scriptedPrompts.ts';

const answered = message('assistant', 'A', 'a1');
const hidden = { wanted: 'windowNotFocused', isFocused: false } as const;

/** A window in which an answer has ended that nobody sees. */
function window(chosen?: Answer) {
  const { prompts, shown } = scriptedPrompts(chosen);
  const done: unknown[] = [];
  const parts = {
    pages: { showAgain: () => void done.push('shown') },
    unseen: { add: () => void done.push('marked') },
    views: { focus: async (target: unknown) => void done.push(target) },
    prompts,
  };
  const { session } = conversation([]);
  const tell = (answer = answered, attention: Parameters<typeof notifyAnswerReady>[3] = hidden) =>
    notifyAnswerReady(parts, session, answer, attention);
  return { tell, done, told: () => shown.map(({ text }) => text) };
}

it('says that an answer is ready though a question that waited is on its way by then', async () => {
  // The transcript of the conversation has no complete answer at its end.
  const { tell, told } = window();
  await tell();
  expect(told()).toEqual(['HR has answered.']);
});

it('says of an answer that broke off that there is none', async () => {
  const { tell, told } = window();
  await tell({ ...answered, state: 'failed' });
  expect(told()).toEqual(['HR couldn’t answer.']);
});

it.each([
  ['off', false, 0],
  ['off', true, 0],
  ['windowNotFocused', false, 1],
  ['windowNotFocused', true, 0],
  ['always', true, 1],
] as const)(
  'tells of an answer as the setting says, and marks it always: %s, focused %s',
  async (wanted, isFocused, times) => {
    const { tell, told, done } = window();
    await tell(answered, { wanted, isFocused });
    expect(told()).toHaveLength(times);
    expect(done).toEqual(['marked']);
  },
);

it('shows the answer again, and goes to it, when the person wants to see it', async () => {
  const { tell, done } = window(() => 'Open Answer');
  await tell();
  expect(done).toEqual(['marked', 'shown', 'last-answer']);
});
