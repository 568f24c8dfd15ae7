import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Service, startService } from '../service/service.ts';
import { openWindow, type Window } from './window.ts';

let shown: Service;
let other: Service;
let window: Window;

const connections = ({ haufe }: Service, label: string) => ({
  'expertAssistants.connections': [{ id: 'office', provider: 'haufe', label, baseUrl: haufe.baseUrl }],
});
/** The settings change behind what is open; resolves when VS Code has noticed. */
const change = async (service: Service, label: string) => {
  const noticed = async () => {
    window.set(connections(service, label));
    return window.row(label).isVisible();
  };
  await expect.poll(noticed, { timeout: 60_000, interval: 3_000 }).toBe(true);
};
const host = ({ haufe }: Service) => new URL(haufe.baseUrl).host;

beforeAll(async () => {
  [shown, other] = [await startService(), await startService()];
  window = await openWindow({ settings: connections(shown, 'Office') });
  await window.run('Focus on Assistants View');
  await window.row('Office').waitFor();
}, 240_000);
afterAll(async () => {
  await window?.close();
  await shown?.stop();
  await other?.stop();
});

it('sends a key nowhere when the address has changed since it was shown', async () => {
  await window.run('Set API Key');
  await window.input(`API key for ${host(shown)}`).waitFor();
  await change(other, 'Elsewhere');
  await window.answer(`API key for ${host(shown)}`, other.haufe.key);
  await window.toast('The address of the connection “Elsewhere” has changed meanwhile.').waitFor();
  expect([...shown.requests, ...other.requests]).toEqual([]);
});
