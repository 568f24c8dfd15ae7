import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { type Service, startService } from '../service/service.ts';
import { moreActions } from './moreActions.ts';
import { openWindow, type Window } from './window.ts';

let service: Service;
let window: Window;

const lastAnswer = () => window.chat.getByRole('article').last();
const button = (name: string) => window.chat.getByRole('button', { name, exact: true });

async function ask(text: string): Promise<void> {
  const before = await window.chat.getByRole('article').count();
  const composer = window.chat.getByRole('textbox', { name: 'Message' });
  await composer.fill(text);
  await composer.press('Enter');
  await expect.poll(() => window.chat.getByRole('article').count()).toBe(before + 2);
  await lastAnswer().getByText('complete').first().waitFor();
}

beforeAll(async () => {
  service = await startService();
  const { haufe, copilotBuilder } = service;
  window = await openWindow({
    settings: {
      'expertAssistants.connections': [
        {
          id: 'office',
          provider: 'haufe',
          name: 'Office',
          baseUrl: haufe.baseUrl,
          feedbackFields: { reason: 'reason_id', comment: 'comment' },
        },
        {
          id: 'review',
          provider: 'copilotBuilder',
          name: 'Review',
          baseUrl: copilotBuilder.baseUrl,
          deploymentId: copilotBuilder.deploymentId,
        },
      ],
    },
  });
  for (const [label, key] of [
    ['Office', haufe.key],
    ['Review', copilotBuilder.key],
  ] as const) {
    await window.run('Set API Key…');
    await window.answer('Select a connection', label);
    await window.answer(`API Key for ${label}`, key);
    await window.told(`“${label}” works.`);
    await window.run('Notifications: Clear All Notifications');
  }
}, 240_000);
afterAll(async () => {
  await window?.close();
  await service?.stop();
});
beforeEach(async () => {
  service.haufe.ratings.clear();
  await window.clear();
});

it('tells why an answer was not helpful with a reason and a comment', async () => {
  await window.startWith('Haufe Copilot HR');
  await ask('Which notice period applies?');
  await moreActions(window, 'Not Helpful');
  await moreActions(window, 'Add Feedback…');
  await window.answer('Select a reason', 'Veraltet');
  await window.answer('Comment for Haufe Copilot HR', 'The law has changed.');
  const [reason] = [{ id: '7a1b2c3d-0000-4000-8000-000000000002' }];
  await expect
    .poll(() => [...service.haufe.ratings.values()])
    .toEqual([{ feedback: 'negative', reason_id: reason?.id, comment: 'The law has changed.' }]);
});

it('says a rating by command where nothing is covered', async () => {
  await window.startWith('Haufe Copilot HR');
  await ask('Which notice period applies?');
  await window.run('Rate Last Answer as Helpful');
  await window.page.locator('.statusbar').getByText('Your rating of the last answer was sent').waitFor();
  expect(await window.page.locator('.notification-toast').count()).toBe(0);
  // The chat's width folds the button itself into a menu.
  const helpful = window.chat.getByRole('button', { name: 'Helpful', exact: true, includeHidden: true });
  expect(await helpful.getAttribute('aria-pressed')).toBe('true');
});

it('says that the service has forgotten a session, and shows the recap before it is sent', async () => {
  await window.startWith('Contract Reviewer');
  await ask('Is clause\u202e 4 valid?');
  service.copilotBuilder.sessions.clear();
  await ask('And clause 5?');
  await window.chat.getByText('The service no longer remembers the messages above.').waitFor();
  await button('Resend with Recap…').click();
  const dialog = window.dialog('Resend “And clause 5?” with a recap?');
  await dialog.getByText('Is clause[U+202E] 4 valid?').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await button('Edit Question').click();
  await button('Resend with Recap…').click();
  await window.toast('editing the last question. Send it or cancel editing first.').waitFor();
  expect(await dialog.count()).toBe(0);
  await button('Cancel').click();
  await button('Resend with Recap…').click();
  await dialog.getByRole('button', { name: 'Resend with Recap' }).click();
  await expect.poll(() => window.chat.getByRole('article').count()).toBe(6);
  await lastAnswer().getByText('complete').first().waitFor();
  const sent = service.requests.filter(({ path }) => path.endsWith('/SendMessage')).at(-1);
  const { message } = JSON.parse(String(sent?.body)) as { message: string };
  expect(message).toContain('Is clause\u202e 4 valid?');
  expect(message.trimEnd().endsWith('And clause 5?')).toBe(true);
  // What was sent ahead is not shown as if the person had typed it.
  expect(await window.chat.getByRole('article').nth(4).textContent()).not.toContain('clause 4');
});

it('opens a link of an answer exactly as it stands there', async () => {
  const address = 'https://www.bund.example/suche?q=a%26b%3Dc%2Bd&z=%C3%A4';
  const { answers } = service.haufe;
  onTestFinished(() => {
    service.haufe.answers = answers;
  });
  service.haufe.answers = () => ({ text: `Siehe [das Amt](${address}).`, sources: [] });
  const opened = new Promise<string>((resolve) => {
    void window.page.context().route('https://www.bund.example/**', async (route) => {
      resolve(route.request().url());
      await route.fulfill({ body: 'The page' });
    });
  });
  await window.startWith('Haufe Copilot HR');
  await ask('Where can I look?');
  await window.chat.getByRole('link', { name: 'das Amt' }).click();
  await window.dialog('www.bund.example').getByRole('button', { name: 'Open', exact: true }).click();
  expect(await opened).toBe(address);
});
