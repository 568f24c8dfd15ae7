import { expect, test } from 'vitest';
import { demoCopilotBuilderBaseUrl, demoCopilotBuilderFetch, demoDeploymentId } from '../../src/demo/demo.ts';

const guide =
  '# Testanleitung\n\n## Schlüssel\n\nEin Schlüssel liegt in der Schublade.\n\n## Quellen\n\nEine Quelle ist eine Stelle.\n';

// biome-ignore lint/suspicious/noExplicitAny: what is tested is JSON as it comes
type Json = any;

function service() {
  const clock = { now: Date.UTC(2026, 0, 1) };
  const fetch = demoCopilotBuilderFetch({
    language: 'de',
    readGuide: async () => guide,
    pace: 0,
    now: () => clock.now,
  });
  const post = async (path: string, body?: object, headers: Record<string, string> = { 'x-api-key': 'any' }) => {
    const response = await fetch(`${demoCopilotBuilderBaseUrl}/chat/${path}`, {
      method: 'POST',
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    return [response.status, (await response.json()) as Json] as const;
  };
  const initialize = () => post(`initialize?deploymentId=${demoDeploymentId}`);
  const send = (sessionId: string, message: string) =>
    post('SendMessage', { sessionId, deploymentId: demoDeploymentId, message });
  return { clock, post, initialize, send };
}

test('opens a session with greeting, name and description, for an hour', async () => {
  const [status, session] = await service().initialize();
  expect(status).toBe(200);
  expect(session).toMatchObject({ copilotName: 'Demo: Ohne Quellen', expirationDate: '2026-01-01T01:00:00.000Z' });
  expect(session.greeting).toContain('Sprachmodell');
  expect(session.copilotDescription).not.toBe('');
  expect(session.sessionId).toMatch(/^[0-9a-f-]{36}$/);
});

test('answers in latestMessages, keeps the history, leaves out numbers that no source stands for', async () => {
  const { initialize, send } = service();
  const [, { sessionId }] = await initialize();
  const [, first] = await send(sessionId, 'Wo liegt der Schlüssel?');
  expect(first.latestMessages[0]).toContain('> Ein Schlüssel liegt in der Schublade.');
  expect(first.latestMessages[0]).toContain('**Schlüssel**');
  expect(first.latestMessages[0]).not.toMatch(/\[\d+\]|Quellen:/);
  const [, second] = await send(sessionId, 'Und die Quellen?');
  expect(second.latestMessages[0]).toContain('Eine Quelle ist eine Stelle.');
  expect(second.chatHistory.map((turn: Json) => [turn.role.label, turn.items[0].text])).toEqual([
    ['user', 'Wo liegt der Schlüssel?'],
    ['assistant', first.latestMessages[0]],
    ['user', 'Und die Quellen?'],
    ['assistant', second.latestMessages[0]],
  ]);
});

test('a session slides by an hour and then is gone', async () => {
  const { clock, initialize, send } = service();
  const [, { sessionId }] = await initialize();
  clock.now += 59 * 60_000;
  const [, kept] = await send(sessionId, 'Schlüssel');
  expect(kept.expirationDate).toBe('2026-01-01T01:59:00.000Z');
  clock.now += 60 * 60_000;
  expect(await send(sessionId, 'Schlüssel')).toMatchObject([404, { status: 404, title: 'Not Found' }]);
  expect((await send('never-was', 'Schlüssel'))[0]).toBe(404);
});

test('errors are problem documents', async () => {
  const { post, initialize, send } = service();
  const [, { sessionId }] = await initialize();
  expect(await post('initialize?deploymentId=x', undefined, {})).toMatchObject([401, { status: 401 }]);
  expect(await post('initialize?deploymentId=x')).toMatchObject([404, { detail: 'Deployment not found.' }]);
  expect(await post('initialize')).toMatchObject([400, { errors: { deploymentId: [expect.any(String)] } }]);
  expect(await send(sessionId, ' ')).toMatchObject([400, { errors: { message: [expect.any(String)] } }]);
});
