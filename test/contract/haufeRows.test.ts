import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Source, Thread } from '../../src/chat/model/model.ts';
import { hr, type ServedAnswer } from '../service/haufe.ts';
import { type Service, startService } from '../service/service.ts';
import { makeHaufe, never, type Subject, type Told, tell } from './harness.ts';

let service: Service;
let subject: Subject;
let thread: Thread;
let answers: (question: string) => ServedAnswer;
const ask = (text = 'Frage') => tell(subject.provider.ask(thread, { text, mayBeStored: false }, never));
const sourcesOf = ({ events }: Told): readonly Source[] =>
  events.flatMap((event) => (event.type === 'sources-found' ? event.sources : []));
const ndjson = (...chunks: unknown[]) => chunks.map((chunk) => `${JSON.stringify(chunk)}\n`).join('');

beforeAll(async () => {
  service = await startService();
  answers = service.haufe.answers;
});
afterAll(() => service.stop());
beforeEach(async () => {
  service.haufe.answers = answers;
  subject = makeHaufe(service);
  await subject.provider.listAssistants(never);
  thread = await subject.provider.createThread(hr.id, 'Zeile', never);
  service.reset();
});

test.each([
  { type: 'lgagentmetadatamodel' },
  { type: 7, intent: null, legal_advice: 'maybe', more: [{}] },
  'text',
  [],
  null,
])('shows an answer whatever its meta_data is: %j', { tags: 'haufe/row-10' }, async (meta_data) => {
  for (const chunk of [
    { message_id: 'm', delta: { content: 'Ja.' }, meta_data },
    { message_id: 'm', delta: { content: 'Ja.', meta_data } },
    { id: 'm', role: 'assistant', content: 'Ja.', meta_data },
  ]) {
    service.fail('/run/stream', { body: ndjson(chunk) });
    const { text, error } = await ask();
    expect([text, error]).toEqual(['Ja.', undefined]);
  }
});

test('makes a link from app_doc_id wherever it stands, and only then', {
  tags: 'haufe/row-11',
}, async () => {
  const meta = { document_title: 'Titel' };
  const sources = [
    { content: '1', meta_data: { ...meta, app_doc_id: 'HI1' } },
    { content: '2', meta_data: { ...meta, appDocId: 'HI1' } },
    { content: '3', meta_data: meta, app_doc_id: 'HI1' },
    { content: '4', meta_data: meta, appDocId: 'HI1' },
    { content: '5', meta_data: meta },
    { content: '6', meta_data: { ...meta, app_doc_id: 7, url: 'https://evil.example/' } },
    { content: '7', meta_data: { ...meta, app_doc_id: '../../steal' } },
    { content: '8', meta_data: { ...meta, app_doc_id: 'HI\ud800' } },
  ];
  service.fail('/run/stream', { body: ndjson({ message_id: 'm', delta: { content: 'Ja.', sources } }) });
  const link = 'https://products.haufe.de/PI123/document/HI1?auth_realm=haufepublic';
  const links = sourcesOf(await ask()).map((source) => source.link);
  expect(links.slice(0, 6)).toEqual([link, link, link, link, undefined, undefined]);
  expect(new URL(links[6] ?? '').pathname).toMatch(/^\/PI123\/document\/[^/]+$/);
  expect(links[7]).toBeUndefined();
});

test('titles a source by the first title that there is', { tags: 'haufe/row-12' }, async () => {
  service.haufe.answers = () => ({
    text: 'Ja.',
    sources: [
      { content: 'Text', meta_data: { document_title: 'Dokument', title: 'Titel', section: 'Abschnitt' } },
      { content: 'Text', meta_data: { title: 'Titel', section: 'Abschnitt' } },
      { content: 'Text', meta_data: { document_title: '  ', section: 'Abschnitt' } },
      { content: 'Erste Zeile\nzweite', meta_data: {} },
      { content: 'Erste Zeile\nzweite.' },
    ],
  });
  const titles = sourcesOf(await ask()).map(({ title }) => title);
  expect(titles).toEqual(['Dokument', 'Titel', 'Abschnitt', 'Erste Zeile', 'Erste Zeile']);
});

test('tells the sources of all chunks once each', { tags: 'haufe/row-15' }, async () => {
  const source = (title: string) => ({ content: title, meta_data: { document_title: title } });
  const [a, b, c] = [source('A'), source('B'), source('C')];
  service.fail('/run/stream', {
    body: ndjson(
      { message_id: 'm', delta: { content: 'Ja', sources: [a] } },
      { message_id: 'm', delta: { content: '.', sources: [a, b] } },
      { message_id: 'm', delta: { content: '', sources: [b] }, sources: [c, a] },
    ),
  });
  const found = sourcesOf(await ask());
  expect(found.map(({ id, title }) => [id, title])).toEqual([
    ['1', 'A'],
    ['2', 'B'],
    ['3', 'C'],
  ]);
});

test.each(['message_id', 'id'])(
  'confirms a stream that names its answer %s by the list',
  {
    tags: 'haufe/row-17',
  },
  async (key) => {
    const served = service.haufe.thread(thread.id) ?? expect.fail('no thread');
    const { id } = service.haufe.addMessage(served, 'assistant', 'Berichtigt.');
    service.fail('/run/stream', { body: ndjson({ [key]: id, delta: { content: 'Gestreamt.' } }) });
    service.fail('/messages', { method: 'POST', status: 201, body: '{"id":"q"}' });
    expect((await ask()).text).toBe('Berichtigt.');
  },
);

test.each([200, 201, 202])(
  'takes %i for success when it creates and deletes',
  { tags: 'haufe/row-23' },
  async (status) => {
    const body = JSON.stringify({ id: 't-1', assistant_id: hr.id, title: 'Neu' });
    service.fail('/v1/threads', { method: 'POST', status, body });
    expect(await subject.provider.createThread(hr.id, 'Neu', never)).toMatchObject({ id: 't-1', title: 'Neu' });
    service.fail('/messages', { method: 'POST', status, body: '{"id":"q-1"}', processed: true });
    expect((await ask()).error).toBeUndefined();
    for (const told of ['', 'null', '{"deleted":true}', 'gone']) {
      service.fail(/\/v1\/threads\/[^/]+$/, { method: 'DELETE', status, body: told });
      await subject.provider.deleteThread(thread, never);
    }
  },
);

test('lists assistants of any name and id, and knows none by its name', { tags: 'haufe/row-31' }, async () => {
  const assistants = [
    { id: '3c6c1c9e-0f0d-4f6e-9d57-0a4d9f1f0001', name: 'Ganz Neuer Assistent', streaming: true },
    { id: '3c6c1c9e-0f0d-4f6e-9d57-0a4d9f1f0002', name: '助理 🧾' },
  ];
  service.fail('/v1/assistants', { body: JSON.stringify(assistants) });
  const listed = await subject.provider.listAssistants(never);
  expect(listed.map(({ id, name }) => ({ id, name }))).toEqual(assistants.map(({ id, name }) => ({ id, name })));
  expect(sources()).not.toMatch(/Haufe Copilot (?:Tax|HR|Real|Sustain)/);
});

test('the endpoint that shows keys is in no line of the providers', { tags: 'haufe/row-33' }, () => {
  expect(sources()).not.toMatch(/my-api-keys|\/tenants/);
});

function sources(): string {
  const folder = new URL('../../src/providers/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(10);
  return files.map((file) => readFileSync(new URL(file, folder), 'utf8')).join('\n');
}
