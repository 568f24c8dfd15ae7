import { it } from 'vitest';
import { startService } from '../service/service.ts';
import { openWindow } from './window.ts';

it('two toasts', async () => {
  const service = await startService();
  const { baseUrl } = service.haufe;
  const window = await openWindow({
    settings: { 'expertAssistants.connections': [{ id: 'office', provider: 'haufe', label: 'Office', baseUrl }] },
  });
  const seen = async (what: string) => {
    for (let i = 0; i < 8; i++) {
      await window.page.waitForTimeout(700);
      console.log(what, i, JSON.stringify(await window.page.locator('.notification-toast').allTextContents()));
    }
    await window.page.screenshot({ path: `/tmp/toasts-${what}.png` });
  };
  await window.run('Focus on Assistants View');
  await window.row('Office').click();
  await window.run('Set API Key');
  await window.answer('API Key for Office', 'wrong-key');
  await seen('first');
  await window.toast('does not work').getByRole('button', { name: 'Set API Key' }).click();
  await window.answer('API Key for Office', 'wrong-key2');
  await seen('second');
  await window.run('Notifications: Clear All Notifications');
  await window.run('Add Connection');
  await window.answer('Whom do you want to ask', 'Haufe');
  await window.answer('Name of this', 'Neu');
  await window.answer('Licence', '');
  await window.answer('API key for', 'wrong');
  await seen('third');
  await window.close();
  await service.stop();
});
