import { expect, test } from 'vitest';
import { useChatPage } from './chat.ts';
import { answer, choices, context, head, question, session, state, transcript } from './samples.ts';

const open = useChatPage();
const conversation = state({
  head: head({ context, insertTarget: 'kündigung.md' }),
  transcript: transcript(question(), answer()),
});

test('gives everything the role and the name that people and tools rely on', async () => {
  const { page, faults } = await open({ state: conversation });
  const one = (role: Parameters<typeof page.getByRole>[0], name: string) =>
    page.getByRole(role, { name, exact: true }).count();

  expect(await one('textbox', 'Message')).toBe(1);
  expect(await one('button', 'Send')).toBe(1);
  expect(await one('button', 'Stop')).toBe(0);
  expect(await one('region', 'Conversation')).toBe(1);
  expect(await one('article', 'You, 2:02 PM')).toBe(1);
  expect(await one('article', 'Haufe Copilot HR, 2:02 PM')).toBe(1);
  for (const name of [
    'Insert Answer',
    'Copy Answer',
    'Replace Selection',
    'New Document',
    'Quote',
    'Regenerate',
    'More Actions',
    'Copy Code',
    'Insert Code',
  ]) {
    expect(await one('button', name), name).toBe(1);
  }
  expect(await one('list', 'Sources')).toBe(1);
  expect(await one('list', 'Context')).toBe(1);
  expect(
    await page
      .getByRole('list', { name: 'Context' })
      .getByRole('button', { name: /^Remove / })
      .count(),
  ).toBe(2);
  expect(await one('combobox', 'Assistant')).toBe(1);
  expect(await page.getByRole('status').count()).toBe(1);
  expect(await page.locator('[aria-live]').count()).toBe(1);
  expect(await faults()).toEqual([]);
});

test('says author, time and state of a message, and whom an answer is owed to', async () => {
  const { page } = await open({ state: conversation });
  const shown = page.getByRole('article', { name: 'Haufe Copilot HR' });
  expect(await shown.getByRole('heading', { name: 'Haufe Copilot HR' }).count()).toBe(1);
  expect(await shown.locator('time').getAttribute('datetime')).toBe('2026-11-20T13:02:00Z');
  await shown.locator('header').hover();
  expect(await shown.locator('time').getAttribute('title')).toContain('Friday, November 20, 2026');
  expect(await shown.locator('header').textContent()).toContain('complete');
  expect(await shown.textContent()).toContain('Powered by Haufe');
  expect(await page.getByRole('article', { name: 'You' }).textContent()).not.toContain('Powered by');
});

test('tells every state in words', async () => {
  const words = [
    [question({ state: 'sending' }), 'sending'],
    [question({ state: 'sent' }), 'sent'],
    [question({ state: 'failed' }), 'not sent'],
    [question({ state: 'unknown' }), 'may not have been sent'],
    [answer({ state: 'asking', text: '' }), 'Asking…'],
    [answer({ state: 'answering' }), 'Answering…'],
    [answer({ state: 'complete' }), 'complete'],
    [answer({ state: 'stopped' }), 'stopped'],
    [answer({ state: 'interrupted' }), 'interrupted'],
    [answer({ state: 'failed' }), 'failed'],
    [answer({ state: 'empty', text: '' }), 'not answered'],
    [question({ state: 'sent' }), 'sent, no answer yet'],
  ] as const;
  const { page } = await open({
    state: state({ transcript: transcript(...words.map(([message], index) => ({ ...message, id: `m${index}` }))) }),
  });
  expect(await page.locator('.state').allInnerTexts()).toEqual(words.map(([, word]) => word));
});

test('names a message without a time by its author alone', async () => {
  const { createdAt: _, ...timeless } = question();
  const { page } = await open({ state: state({ transcript: transcript(timeless, answer({ createdAt: 'no date' })) }) });
  expect(await page.getByRole('article', { name: 'You', exact: true }).count()).toBe(1);
  expect(await page.getByRole('article', { name: 'Haufe Copilot HR', exact: true }).count()).toBe(1);
});

test('lists the assistants by connection, and tells the host which one is chosen', async () => {
  const chat = await open({ state: conversation });
  const select = chat.page.getByRole('combobox', { name: 'Assistant' });
  expect(
    await select.locator('optgroup').evaluateAll((all) => all.map((group) => group.getAttribute('label'))),
  ).toEqual(['Kanzlei A', 'Support']);
  expect(await select.locator('option:checked').textContent()).toBe('Haufe Copilot HR');
  await select.selectOption({ label: 'Onboarding-Copilot' });
  expect(await chat.posted('choose')).toMatchObject([
    { type: 'choose', connectionId: 'support', assistantId: 'onboarding' },
  ]);
});

test('names a connection in the list whose assistants could not be read, and lets nobody choose it', async () => {
  const { page } = await open({ state: state({ head: head({ unread: ['Kanzlei B'] }) }) });
  const group = page.getByRole('combobox', { name: 'Assistant' }).locator('optgroup').last();
  expect(await group.getAttribute('label')).toBe('Kanzlei B');
  expect(await group.locator('option:disabled').textContent()).toBe('Couldn’t load assistants');
});

test('says what to do while there is no connection', async () => {
  const { session: _, ...nobody } = head({ choices: [] });
  const chat = await open({ state: state({ head: nobody }) });
  await chat.page.getByRole('button', { name: 'Try the Demo' }).click();
  await chat.page.getByRole('button', { name: 'Add Connection…' }).click();
  expect(await chat.posted('note-action')).toMatchObject([
    { type: 'note-action', action: 'try-demo' },
    { type: 'note-action', action: 'add-connection' },
  ]);
  expect(await chat.composer.isDisabled()).toBe(true);
  expect(await chat.composer.getAttribute('placeholder')).toBe('Try the demo or add a connection to ask a question.');
  expect(await chat.page.getByText('The demo works offline').isVisible()).toBe(true);
});

test('offers everybody while nobody is chosen', async () => {
  const { session: _, ...nobody } = head();
  const chat = await open({ state: state({ head: nobody }) });
  const list = chat.page.getByRole('list', { name: 'Select an assistant' });
  expect(await list.getByRole('button').allInnerTexts()).toHaveLength(choices.length);
  await list.getByRole('button', { name: 'Haufe Copilot Tax' }).click();
  expect(await chat.posted('choose')).toMatchObject([{ type: 'choose', connectionId: 'kanzlei', assistantId: 'tax' }]);
});

test('greets in an empty thread, and fills the composer with an example', async () => {
  const assistant = { ...session.assistant, greeting: 'Good morning.', examples: ['How long is the notice period?'] };
  const chat = await open({
    state: state({ head: head({ session: { ...session, assistant, banner: 'Demo: no model' } }) }),
  });
  expect(await chat.conversation.textContent()).toContain('Good morning.');
  expect(await chat.page.getByText('Demo: no model').isVisible()).toBe(true);
  await chat.page.getByRole('button', { name: 'How long is the notice period?' }).click();
  expect(await chat.composer.inputValue()).toBe('How long is the notice period?');
  expect(await chat.posted('send')).toEqual([]);
  await chat.page.keyboard.press('Control+z');
  expect(await chat.composer.inputValue()).toBe('');
});

test('trips in nothing over the rules that the page runs under', async () => {
  const chat = await open({ state: conversation });
  expect(await chat.posted('ready')).toHaveLength(1);
  expect(await chat.faults()).toEqual([]);
  // An icon that is not there would leave an invisible button.
  const icons = await chat.page.evaluate(async () => {
    const names = [...document.styleSheets].flatMap((sheet) =>
      [...sheet.cssRules].flatMap((rule) => /icons\/[\w-]+\.svg/.exec(rule.cssText)?.[0] ?? []),
    );
    return names;
  });
  expect(icons.length).toBeGreaterThan(10);
  for (const icon of icons)
    expect((await chat.page.request.get(new URL(icon, chat.page.url()).href)).status(), icon).toBe(200);
});

test('names the conversation above its messages, on two lines at most, its end in the tooltip of its menu', async () => {
  const chat = await open({ state: state() });
  const title = chat.page.getByRole('heading', { level: 1 });
  expect(await title.textContent()).toBe('New conversation');
  const menu = title.getByRole('button');
  const name = 'Fall Meier: Kündigung in der Probezeit, Zugang und Fristen, zweite Anfrage vom November';
  await chat.say({ type: 'head', head: head({ session: { ...session, title: name } }) });
  expect(await title.textContent()).toBe(name);
  expect(await menu.getAttribute('title')).toBe(name);
  await chat.say({ type: 'head', head: head({ session: { ...session, title: name, isTitleLocal: true } }) });
  expect(await menu.getAttribute('title')).toBe(`${name}\nLocal title, on this computer only`);
  const { height = 0, width = 0 } = (await title.boundingBox()) ?? {};
  expect(height).toBeGreaterThan(10);
  expect(height).toBeLessThan(50);
  expect(width).toBeLessThanOrEqual(await chat.page.evaluate(() => innerWidth));
});
