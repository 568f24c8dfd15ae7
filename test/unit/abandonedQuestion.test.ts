import { expect, it } from 'vitest';
import { notifyAbandonedQuestion } from '../../src/host/threads/last/notifyAbandonedQuestion.ts';
import { scriptedPrompts } from './scriptedPrompts.ts';

it.each([
  [
    'shows the conversation of a question that a window left behind when the person wants it',
    'Show',
    ['start', 'focus'],
  ],
  ['shows nothing else when the person does not want it', undefined, []],
])('asks about a question that a window left behind, and %s', async (_, choice, expected) => {
  const done: string[] = [];
  const { prompts, shown } = scriptedPrompts(() => choice);
  const assistants = [{ id: 'a', name: 'HR' }];
  const parts = {
    directory: { list: async () => assistants, known: () => assistants },
    pages: { start: () => void done.push('start') },
    views: { focus: async () => void done.push('focus') },
    prompts,
  };
  await notifyAbandonedQuestion(parts, { connectionId: 'c', assistantId: 'a', title: 'Left by a window?' });
  expect(shown).toMatchObject([
    { text: 'Your question to HR wasn’t answered: “Left by a window?”', buttons: ['Show'] },
  ]);
  expect(done).toEqual(expected);
});
