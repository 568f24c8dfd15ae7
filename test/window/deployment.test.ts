import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Service, startService } from '../service/service.ts';
import { openWindow, type Window } from './window.ts';

let service: Service;
let window: Window;

const composer = () => window.chat.getByRole('textbox', { name: 'Message' });
const article = (index: number) => window.chat.getByRole('article').nth(index);

beforeAll(async () => {
  service = await startService();
  const { baseUrl, deploymentId } = service.copilotBuilder;
  window = await openWindow({
    settings: {
      'expertAssistants.connections': [
        { id: 'review', provider: 'copilotBuilder', label: 'Review', baseUrl, deploymentId },
      ],
    },
  });
  await window.run('Set API Key');
  await window.answer('API Key for Review', service.copilotBuilder.key);
  await window.toast('The connection “Review” works.').waitFor();
  await window.run('Notifications: Clear All Notifications');
}, 400_000);
afterAll(async () => {
  await window?.close();
  await service?.stop();
});

it('nothing of a conversation goes to another deployment that its connection got; it stays readable, and its question goes on in a new one', async () => {
  await window.startWith('Contract Reviewer');
  await composer().fill('Secret of client A');
  await composer().press('Enter');
  await article(1).getByText('complete').waitFor();
  Object.assign(service.copilotBuilder, { deploymentId: 'other-deployment' });
  const asked = () => service.requests.filter(({ method, body }) => method === 'POST' && body.includes('client A'));
  const before = asked().length;
  await window.run('Edit Connection');
  await window.answer('Name of this connection', 'Review');
  await window.answer('Address of the service', service.copilotBuilder.baseUrl);
  await window.answer('Deployment id of the API deployment', 'other-deployment');
  await window.answer('leave empty to keep the stored key', '');
  await window.toast('The connection “Review” works.').waitFor();

  await composer().fill('What else about client A?');
  await composer().press('Enter');
  await window.chat.getByRole('article').last().getByText('Nothing was sent').waitFor();
  expect(await article(1).textContent()).toContain('complete');
  expect(asked()).toHaveLength(before);

  await window.chat.getByRole('article').getByRole('button', { name: 'New Conversation' }).click();
  await expect.poll(() => composer().inputValue()).toBe('What else about client A?');
  await composer().press('Enter');
  await article(1).getByText('complete').waitFor();
  expect(asked().at(-1)?.body).toContain('other-deployment');

  // What was asked before is still listed, below the earlier deployment.
  await window.choose('Find Thread', 'Secret', article(0).getByText('Secret of client A'));
  await article(1).getByText('complete').waitFor();
});
