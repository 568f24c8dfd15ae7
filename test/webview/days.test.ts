import { expect, test } from 'vitest';
import { useChatPage } from './chat.ts';
import { answer, question, state, transcript } from './samples.ts';

const open = useChatPage();

test('names a day where it begins, in the language of the page, and today not while it is alone', async () => {
  const chat = await open({ language: 'de' });
  await chat.page.clock.setFixedTime(new Date('2026-11-20T15:00:00Z'));
  const at = (id: string, createdAt: string) => question({ id, createdAt });
  const days = async (...times: readonly string[]) => {
    await chat.say({ type: 'state', state: state() });
    const messages = times.map((time, index) => at(`m${index}`, time));
    await chat.say({ type: 'state', state: state({ transcript: transcript(...messages) }) });
    return chat.page.locator('.day').allInnerTexts();
  };
  expect(await days('2026-11-20T13:02:00Z', '2026-11-20T14:02:00Z')).toEqual([]);
  expect(await days('2026-11-18T13:02:00Z', 'no date', '2026-11-18T23:30:00Z', '2026-11-20T13:02:00Z')).toEqual([
    'Mittwoch, 18. November 2026',
    'Donnerstag, 19. November 2026',
    'Freitag, 20. November 2026',
  ]);
  expect(await chat.page.locator('.day time').first().getAttribute('datetime')).toBe('2026-11-18');
  // Midnight in Berlin, not in London: the second message above was written on the 19th.
  expect(await chat.page.locator('.group > *').evaluateAll((all) => all.map((node) => node.tagName))).toEqual([
    'P',
    'ARTICLE',
    'ARTICLE',
    'P',
    'ARTICLE',
    'P',
    'ARTICLE',
  ]);
});

test('keeps the days right while messages come at both ends', async () => {
  const chat = await open();
  const first = question({ createdAt: '2026-11-18T13:02:00Z' });
  await chat.say({ type: 'state', state: state({ transcript: transcript(first) }) });
  const older = answer({ id: 'a0', createdAt: '2026-11-18T09:00:00Z' });
  await chat.happen({ type: 'messages-loaded', messages: [older, first], hasOlder: false });
  expect(await chat.page.locator('.day').count()).toBe(1);
  expect(await chat.page.locator('.thread .day + article').getAttribute('data-message')).toBe('a0');
});
