import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
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
});
afterAll(async () => {
  await shown?.stop();
  await other?.stop();
});
// A server of its own each time: VS Code notices the first change of a settings file, and not every other.
beforeEach(async () => {
  window = await openWindow({ settings: connections(shown, 'Office') });
  await window.run('Focus on Assistants View');
  await window.row('Office').waitFor();
  shown.reset();
  other.reset();
}, 240_000);
afterEach(() => window?.close());

it('sends a key nowhere when the address has changed since it was shown', async () => {
  await window.run('Set API Key');
  await window.input(`API key for ${host(shown)}`).waitFor();
  await change(other, 'Elsewhere');
  await window.answer(`API key for ${host(shown)}`, other.haufe.key);
  await window.toast('The address of the connection “Elsewhere” has changed meanwhile.').waitFor();
  expect([...shown.requests, ...other.requests]).toEqual([]);
});

it('writes nothing over an address that has changed since Edit Connection began', async () => {
  await window.run('Edit Connection');
  await window.answer('Name of this connection', 'Renamed');
  await window.input('Address of the service').waitFor();
  await change(other, 'Elsewhere');
  await window.answer('Address of the service', shown.haufe.baseUrl);
  await window.answer('Licence (product number)', '');
  await window.answer(`API key for ${host(shown)}`, shown.haufe.key);
  await window
    .toast('The address of the connection “Office” has changed meanwhile. Nothing was saved or sent.')
    .waitFor();
  await window.row('Elsewhere').waitFor();
  expect([...shown.requests, ...other.requests]).toEqual([]);
});

it('removes no other connection than the one that the dialog named', async () => {
  await window.run('Remove Connection');
  const dialog = window.dialog('Remove the connection “Office”?');
  await dialog.waitFor();
  await change(other, 'Elsewhere');
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await window.toast('has changed meanwhile. Nothing was removed.').waitFor();
  await window.row('Elsewhere').waitFor();
});
