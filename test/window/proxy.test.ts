import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type CompanyProxy, startProxy } from '../service/proxy.ts';
import { type Service, startService } from '../service/service.ts';
import { openWindow, type Window } from './window.ts';

/**
 * A company's network: the service is found through the proxy alone, which opens what is encrypted and shows a
 * certificate of the company's own authority. VS Code knows the authority as a computer does that its company set up.
 * (Both were made with openssl, the certificate for `agents.company.test`; the authority's key was thrown away.)
 */
const host = 'agents.company.test';
const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

let service: Service;
let lab: Service;
let proxy: CompanyProxy;
let window: Window;

/** A vendor's service that shows the certificate of `file`. */
function secure(file: string): Promise<Service> {
  const pem = readFileSync(fixture(file));
  return startService({ scheme: 'https', create: (listener) => createServer({ key: pem, cert: pem }, listener) });
}

const portOf = ({ url }: Service) => Number(new URL(url).port);
const toasts = () => window.page.locator('.notifications-toasts');
const clear = () => window.run('Notifications: Clear All Notifications');

/** Tests a connection, and resolves when its end is told. */
async function tested(name: string, text: string): Promise<void> {
  await clear();
  await window.choose('Test Connection', name, toasts().getByText(text).first());
}

/** Enters the key, which tests the connection as well. */
async function enterKey(name: string, text: string): Promise<void> {
  await clear();
  await window.choose('Set API Key…', name, window.input(`API Key for ${name}`));
  await window.answer(`API Key for ${name}`, service.haufe.key);
  await window.told(text);
}

/** VS Code reads how it gets out when it starts. */
async function restartWith(settings: Readonly<Record<string, unknown>>): Promise<void> {
  window.set(settings);
  await window.reload();
}

beforeAll(async () => {
  [service, lab] = await Promise.all([secure('companyService.pem'), secure('selfSigned.pem')]);
  proxy = await startProxy({
    [host]: portOf(service),
    'alias.company.test': portOf(service),
    'lab.company.test': portOf(lab),
  });
  const connection = (id: string, name: string, at: string) => ({
    ...{ id, provider: 'haufe', name, baseUrl: `https://${at}/agents` },
  });
  window = await openWindow({
    settings: {
      'expertAssistants.connections': [
        connection('office', 'Office', host),
        connection('alias', 'Alias', 'alias.company.test'),
        connection('lab', 'Lab', 'lab.company.test'),
      ],
      'http.proxy': proxy.url,
      'http.systemCertificatesNode': true,
    },
    env: { SSL_CERT_FILE: fixture('companyAuthority.pem') },
  });
  await enterKey('Office', 'The connection “Office” works.');
}, 240_000);
afterAll(async () => {
  await window?.close();
  await proxy?.stop();
  await lab?.stop();
  await service?.stop();
});
beforeEach(() => {
  proxy.login = undefined;
  proxy.isShut = false;
});

it('answers through the proxy, with the certificate of the company’s authority, and by no other way', async () => {
  await window.startWith('Haufe Copilot HR');
  const message = window.chat.getByRole('textbox', { name: 'Message' });
  await message.fill('Which period?');
  await message.press('Enter');
  await window.chat.getByRole('article').nth(1).getByText('complete').first().waitFor();
  expect(service.requests.some(({ path }) => path.endsWith('/run/stream'))).toBe(true);
  // The name leads nowhere on this computer but through the proxy, which keeps its tunnels open.
  expect(proxy.tunnels).toContainEqual({ to: `${host}:443`, status: 200 });
});

it('names the setting for certificates where nobody has vouched for the service, and sends it no key', async () => {
  await enterKey('Lab', 'check the setting http.systemCertificates');
  expect(lab.requests).toEqual([]);
  expect(proxy.tunnels.map(({ to }) => to)).toContain('lab.company.test:443');
});

it('says that a certificate was issued for another name, and sends no key', async () => {
  const before = service.requests.length;
  await enterKey('Alias', 'was issued for another name');
  expect(service.requests.length).toBe(before);
});

it('says that the proxy lets nothing through', async () => {
  proxy.isShut = true;
  await tested('Office', 'The proxy blocked the request. Check the setting http.proxy.');
});

it('names the setting for the sign-in to the proxy, and works once it is there', async () => {
  proxy.login = 'anna:geheim';
  await tested('Office', 'Add the name and password to the address in the setting http.proxy');
  proxy.tunnels.length = 0;
  await restartWith({ 'http.proxy': proxy.url.replace('//', '//anna:geheim@') });
  await tested('Office', 'The connection “Office” works.');
  expect(proxy.tunnels).toContainEqual({ to: `${host}:443`, status: 200 });
});

it('names the proxy that isn’t there, and without a proxy the setting that may be missing', async () => {
  const { port } = new URL(proxy.url);
  await proxy.stop();
  await tested('Office', `The proxy 127.0.0.1:${port} refused the connection. Check the setting http.proxy.`);
  await restartWith({ 'http.proxy': '' });
  await tested('Office', 'In company networks, the setting http.proxy may be required.');
});
