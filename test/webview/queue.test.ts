import { expect, test } from 'vitest';
import { useChatPage } from './chat.ts';
import { answer, asked, completed, delta, head, question, state, transcript } from './samples.ts';

const open = useChatPage();
const running = () => state({ transcript: transcript(question(), answer({ state: 'answering' })) });
const queued = (held = false) => head({ queued: { text: 'And\nthen?', isPaused: held } });

test('gives the host what is sent while an answer comes, and empties the field when it is taken', async () => {
  const chat = await open({ state: running() });
  expect(await chat.composer.getAttribute('placeholder')).toBe('Type your next question');
  await chat.composer.fill('And\nthen?');
  await chat.composer.press('Enter');
  await chat.composer.press('Enter');
  const to = { connectionId: 'kanzlei', assistantId: 'hr' };
  expect(await chat.posted('send')).toEqual([
    { type: 'send', sessionId: 's1', to, text: 'And\nthen?', contextIds: [] },
  ]);
  expect(await chat.composer.inputValue()).toBe('And\nthen?');
  await chat.composer.pressSequentially(' and');
  await chat.say({ type: 'head', head: queued() });
  expect(await chat.page.getByRole('group', { name: 'Queued' }).locator('span').first().textContent()).toBe(
    'Queued: And then?',
  );
  expect(await chat.page.getByRole('status').textContent()).toBe('Queued');
});

test('empties the field when the waiting question is the one that was sent, and lets one question wait, not two', async () => {
  const chat = await open({ state: running() });
  await chat.composer.fill('And\nthen?');
  await chat.page.getByRole('button', { name: 'Send When the Answer Is Complete' }).click();
  expect(await chat.posted('send')).toHaveLength(1);
  await chat.say({ type: 'head', head: queued() });
  expect(await chat.composer.inputValue()).toBe('');
  const why = chat.page.getByText('A question is already queued.');
  await chat.composer.fill(' ');
  expect(await why.count()).toBe(0);
  await chat.composer.fill('And last?');
  await chat.composer.press('Enter');
  expect(await chat.posted('send')).toHaveLength(1);
  expect(await chat.page.locator('.hint').textContent()).toBe('A question is already queued.');
  expect(await chat.page.getByRole('status').textContent()).toBe('A question is already queued.');
  expect(await chat.page.getByRole('button', { name: 'Send When the Answer Is Complete' }).isVisible()).toBe(false);
  expect(await chat.composer.inputValue()).toBe('And last?');
  await chat.say({ type: 'head', head: head() });
  expect(await chat.page.locator('.hint').isVisible()).toBe(false);
  await chat.composer.press('Enter');
  expect(await chat.posted('send')).toHaveLength(2);
});

test('offers to edit and remove what waits, and to send it once it is held', async () => {
  const chat = await open({ state: { ...running(), head: queued() } });
  const { page } = chat;
  expect(await page.getByRole('button', { name: 'Send Now' }).isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Edit Queued Question' }).click();
  await page.getByRole('button', { name: 'Remove Queued Question' }).click();
  await chat.happen(completed);
  await chat.say({ type: 'head', head: queued(true) });
  expect(await page.getByRole('status').textContent()).toBe('On hold (not sent)');
  await page.getByRole('group', { name: 'On hold (not sent)' }).getByRole('button', { name: 'Send Now' }).click();
  expect((await chat.posted('queued')).map(({ action }) => action)).toEqual(['edit', 'remove', 'send']);
  await chat.say({ type: 'head', head: head() });
  expect(await page.locator('.queued:visible').count()).toBe(0);
});

test('shows what waits again after the page was hidden', async () => {
  const chat = await open({ state: { ...running(), head: queued() } });
  await chat.page.reload();
  await chat.say({ type: 'state', state: { ...running(), head: queued() } });
  expect(await chat.page.getByText('Queued: And then?').isVisible()).toBe(true);
});

test('offers to change the last question and to give its answer anew, and neither while an answer comes', async () => {
  const messages = [question(), answer(), question({ id: 'q2' }), answer({ id: 'a2' })];
  const chat = await open({ state: state({ transcript: transcript(...messages) }) });
  const edit = chat.page.getByRole('button', { name: 'Edit Question' });
  const regenerate = chat.page.getByRole('button', { name: 'Regenerate' });
  expect([await edit.count(), await regenerate.count()]).toEqual([1, 1]);
  await edit.click();
  await regenerate.click();
  expect(await chat.posted('edit-question')).toMatchObject([{ type: 'edit-question', messageId: 'q2' }]);
  expect(await chat.posted('regenerate')).toEqual([{ type: 'regenerate', sessionId: 's1' }]);

  await chat.say({ type: 'head', head: head({ editing: 'q2' }) });
  expect([await edit.count(), await regenerate.count()]).toEqual([0, 0]);
  await chat.page.getByRole('group', { name: 'Edit Question' }).getByRole('button', { name: 'Cancel' }).click();
  expect(await chat.posted('cancel-edit')).toEqual([{ type: 'cancel-edit', sessionId: 's1' }]);

  await chat.say({ type: 'head', head: head() });
  expect([await edit.count(), await regenerate.count()]).toEqual([1, 1]);
  const begin = [
    { ...asked[0], messageId: 'q3' },
    { ...asked[1], questionId: 'q3', answerId: 'a3' },
  ] as never[];
  await chat.happen(...begin, delta('Words'));
  expect([await edit.count(), await regenerate.count()]).toEqual([0, 0]);
  await chat.happen(completed);
  expect([await edit.count(), await regenerate.count()]).toEqual([1, 1]);
  await edit.click();
  expect((await chat.posted('edit-question')).at(-1)?.messageId).toBe('q3');
});

test('lets neither what waits nor asking again come in between while the last question is changed', async () => {
  const messages = transcript(question(), answer({ state: 'stopped' }));
  const chat = await open({ state: state({ transcript: messages, head: queued(true) }) });
  const { page } = chat;
  const others = ['Edit Queued Question', 'Send Now', 'Retry'].map((name) => page.getByRole('button', { name }));
  const counts = () => Promise.all(others.map((button) => button.count()));
  expect(await counts()).toEqual([1, 1, 1]);
  await chat.say({ type: 'head', head: { ...queued(true), editing: 'q1' } });
  expect(await counts()).toEqual([0, 0, 0]);
  await chat.say({ type: 'head', head: queued(true) });
  expect(await counts()).toEqual([1, 1, 1]);
});

test('removes a question that was taken back, and offers to change the one before', async () => {
  const messages = [question(), answer(), question({ id: 'q2' }), answer({ id: 'a2' })];
  const chat = await open({ state: state({ transcript: transcript(...messages) }) });
  await chat.happen({ type: 'message-removed', messageId: 'a2' }, { type: 'message-removed', messageId: 'q2' });
  expect(await chat.page.getByRole('article').count()).toBe(2);
  await chat.page.getByRole('button', { name: 'Edit Question' }).click();
  expect(await chat.posted('edit-question')).toMatchObject([{ type: 'edit-question', messageId: 'q1' }]);
});

test('offers to delete every question that the service has, where it can delete, and none while an answer comes', async () => {
  const messages = [
    question({ storedId: 'v1' }),
    answer(),
    question({ id: 'q2', storedId: 'v2' }),
    answer({ id: 'a2' }),
  ];
  const { session } = head();
  const able = {
    ...session,
    assistant: { ...session?.assistant, features: ['delete-message'] },
  } as NonNullable<typeof session>;
  const chat = await open({ state: state({ transcript: transcript(...messages), head: head({ session: able }) }) });
  const remove = chat.page.getByRole('button', { name: 'Delete Question…' });
  expect(await remove.count()).toBe(2);
  await remove.first().click();
  expect(await chat.posted('delete-question')).toMatchObject([{ type: 'delete-question', messageId: 'q1' }]);
  await chat.happen(...asked);
  expect(await remove.count()).toBe(0);
  await chat.say({ type: 'state', state: state({ transcript: transcript(...messages) }) });
  expect(await remove.count()).toBe(0);
});

test.each([260, 290, 360])('shows in one row what can be done with the question that waits at %i px', async (width) => {
  const chat = await open({ width, language: 'de', state: { ...state(), head: queued(true) } });
  const buttons = chat.page.getByRole('group').getByRole('button');
  expect(await buttons.count()).toBe(3);
  const middles = await buttons.evaluateAll((all) =>
    all.map((node) => {
      const { top, height } = node.getBoundingClientRect();
      return Math.round(top + height / 2);
    }),
  );
  expect(Math.max(...middles) - Math.min(...middles)).toBeLessThanOrEqual(1);
});

test('names the file that goes along again with a question that is changed', async () => {
  const chat = await open({ state: state({ head: head({ editing: 'q1', editingFile: 'Akte\u202egpj.pdf' }) }) });
  const bar = chat.page.getByRole('group', { name: 'Edit Question' });
  expect(await bar.textContent()).toContain('Its file is sent again: Akte');
  expect(await bar.locator('.hidden-character').count()).toBe(1);
  await chat.say({ type: 'head', head: head({ editing: 'q1' }) });
  expect(await bar.locator('.queued-words').textContent()).toBe(chat.labels.editing);
});

test('gives a change up on Escape in the message field, and brings back by undo what was written', async () => {
  const chat = await open({ state: state({ head: head({ editing: 'q1' }), draft: 'Which period?' }) });
  await chat.composer.fill('Which period applies here?');
  await chat.composer.press('Escape');
  expect(await chat.posted('cancel-edit')).toEqual([{ type: 'cancel-edit', sessionId: 's1' }]);
  await chat.say({ type: 'draft', sessionId: 's1', text: 'A thought' });
  await chat.say({ type: 'head', head: head() });
  expect(await chat.composer.inputValue()).toBe('A thought');
  await chat.composer.press('Escape');
  expect(await chat.posted('cancel-edit')).toHaveLength(1);
  await chat.composer.press('Control+z');
  expect(await chat.composer.inputValue()).toBe('Which period applies here?');
  expect((await chat.posted('draft')).at(-1)?.text).toBe('Which period applies here?');
});
