import { describe, expect, test } from 'vitest';
import { useChatPage } from './chat.ts';
import { head, session, state } from './samples.ts';

const open = useChatPage();

describe('while a conversation is being opened', () => {
  test('asks the conversation that is opened, and no other, on Enter between its state and its painting', async () => {
    const chat = await open({ state: state({ draft: 'For the first' }) });
    const next = state({ head: head({ session: { ...session, id: 's2' } }), draft: 'For the second' });
    await chat.page.evaluate((opened) => {
      dispatchEvent(new MessageEvent('message', { data: { type: 'state', state: opened } }));
      document.querySelector('textarea')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    }, next);
    const sent = await chat.posted('send');
    expect(sent.map(({ sessionId, text }) => [sessionId, text])).toEqual([['s2', 'For the second']]);
  });

  test('lets what is sent before the conversation was read wait for all to see, and sends it once', async () => {
    const chat = await open({ state: state({ head: head({ loading: true }) }) });
    await chat.composer.fill('Frist?');
    await chat.composer.press('Enter');
    const waiting = chat.page.getByRole('group', { name: chat.labels.sendsWhenRead });
    await waiting.waitFor();
    expect(await chat.page.getByRole('status').textContent()).toBe(chat.labels.sendsWhenRead);
    expect(await chat.posted('send')).toEqual([]);
    await chat.say({ type: 'head', head: head() });
    await waiting.waitFor({ state: 'hidden' });
    await chat.say({ type: 'head', head: head() });
    expect((await chat.posted('send')).map(({ text }) => text)).toEqual(['Frist?']);
  });

  test('leaves what waits in the field when the conversation could not be read, or it was changed or cancelled', async () => {
    const chat = await open({ state: state() });
    const waiting = chat.page.getByRole('group', { name: chat.labels.sendsWhenRead });
    const ends = [
      () => chat.say({ type: 'head', head: head({ obstacle: { text: 'Gone', actions: [] } }) }),
      () => chat.composer.press('!'),
      () => waiting.getByRole('button').click(),
    ];
    for (const end of ends) {
      await chat.say({ type: 'head', head: head({ loading: true }) });
      await chat.composer.fill('Frist?');
      await chat.composer.press('Enter');
      await waiting.waitFor();
      await end();
      await waiting.waitFor({ state: 'hidden' });
      await chat.say({ type: 'head', head: head() });
    }
    expect(await chat.posted('send')).toEqual([]);
    expect(await chat.composer.inputValue()).toBe('Frist?');
  });
});
