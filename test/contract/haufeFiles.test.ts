import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AgreeToStorage, FileProgress, FilesPort, FileToSend } from '../../src/chat/ports/files.ts';
import { type Service, startService } from '../service/service.ts';
import { failure, makeHaufe, never, type Subject, userId } from './harness.ts';

let service: Service;
let subject: Subject;
let files: FilesPort;
const pdf = (size = 200_000, name = 'Vertrag.pdf'): FileToSend => ({
  name,
  type: 'application/pdf',
  bytes: new Uint8Array(size).fill(7),
});
const upload = async (file = pdf(), keep = false, signal = never, port = files) => {
  const progress: FileProgress[] = [];
  for await (const step of port.upload(file, keep, signal)) progress.push(step);
  return progress;
};
const portOf = ({ provider }: Subject) => provider.files ?? expect.fail('no files');
const calls = () =>
  service.requests.map(({ method, path }) => `${method} ${path.replace(/^.*\/v1/, '').replace(/[0-9a-f-]{36}/, '*')}`);

/** A service in the public internet, played by this one; whatever goes anywhere else is taken and listed in `puts`. */
const elsewhere = (puts: string[]) => ({
  baseUrl: 'https://vendor.example/agents',
  fetch: async (input: Parameters<typeof fetch>[0], init?: RequestInit) => {
    const url = new URL(String(input));
    if (url.origin === 'https://vendor.example') return fetch(`${service.url}${url.pathname}${url.search}`, init);
    puts.push(url.href);
    return new Response(null, { status: 200 });
  },
});

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());
beforeEach(() => {
  service.reset();
  service.haufe.files.all.clear();
  service.haufe.files.expiresIn = 600;
  subject = makeHaufe(service);
  files = portOf(subject);
});

describe('an upload', () => {
  test('sends a file to the storage with its length, its type and nothing else, and asks the vendor until it is done', {
    tags: ['haufe/row-32', 'haufe/row-35'],
  }, async () => {
    const progress = await upload();
    const [file] = service.haufe.files.all.values();
    expect(progress.at(-1)).toEqual({ type: 'ready', file: { fileId: file?.file_id, name: 'Vertrag.pdf' } });
    expect(file).toMatchObject({ file_name: 'Vertrag.pdf', persist: false, user_id: userId, type: 'application/pdf' });
    expect(file?.bytes).toEqual(Buffer.from(pdf().bytes));
    const [put] = service.stored;
    expect(service.stored).toHaveLength(1);
    expect(put?.headers).toMatchObject({ 'content-length': '200000', 'content-type': 'application/pdf' });
    for (const name of ['transfer-encoding', 'api-key', 'user-id', 'authorization', 'cookie', 'referer']) {
      expect(put?.headers).not.toHaveProperty(name);
    }
    expect(JSON.stringify(put?.headers)).not.toContain(subject.key);
    expect(calls()).toEqual(['GET /files/signed-url', 'GET /files/*/status', 'GET /files/*/status']);
    expect(service.requests.map(({ headers }) => headers['user-id'])).toEqual([userId, userId, userId]);
    expect(subject.log.join('\n')).not.toMatch(/Signature|Vertrag/);
  });

  test('tells the progress of an upload byte by byte, then the steps', async () => {
    const progress = await upload(pdf(10_485_760));
    const sent = progress.flatMap((step) => (step.type === 'uploading' ? [step.sentBytes] : []));
    expect(sent.length).toBeGreaterThan(3);
    expect(sent).toEqual(sent.toSorted((left, right) => left - right));
    expect([sent[0], sent.at(-1)]).toEqual([expect.any(Number), 10_485_760]);
    expect(progress.filter(({ type }) => type === 'processing')).toEqual([
      { type: 'processing', step: 'ANTIVIRUS_SCANNING' },
    ]);
  });

  test('keeps an uploaded file when asked to, and sends its name without its folder', async () => {
    await upload(pdf(10, 'C:\\Mandanten\\geheim/Über uns.pdf'), true);
    const [request] = service.requests;
    expect([request?.query.get('filename'), request?.query.get('persist')]).toEqual(['Über uns.pdf', 'true']);
  });

  test.each([
    ['of another type', { ...pdf(), type: 'image/png' }, 'file-type'],
    ['that is empty', pdf(0), 'file-empty'],
    ['over 10 MB', pdf(10_485_761), 'file-too-large'],
  ])('refuses %s before anything is sent', async (_, file, code) => {
    expect(await failure(upload(file))).toMatchObject({ code, processed: 'no' });
    expect([...service.requests, ...service.stored]).toEqual([]);
  });

  test('keeps to narrower limits of the vendor, and deletes nothing that was never there', async () => {
    const { limits } = service.haufe.files;
    service.haufe.files.limits = { ...limits, max_size: 100 };
    expect(await failure(upload())).toMatchObject({ code: 'file-too-large' });
    service.haufe.files.limits = { ...limits, allowed_types: ['text/plain'] };
    expect(await failure(upload())).toMatchObject({ code: 'file-type' });
    expect(service.stored).toEqual([]);
    expect(calls()).toEqual(['GET /files/signed-url', 'GET /files/signed-url']);
    for (const allowed_types of [['APPLICATION/PDF; v=1'], ['.pdf'], ['PDF'], []]) {
      service.haufe.files.limits = { max_size: 0, allowed_types };
      expect((await upload()).at(-1)).toMatchObject({ type: 'ready' });
    }
    service.haufe.files.limits = limits;
  });

  test('asks once for a new address when the old one is refused', async () => {
    service.fail(/bucket/, { status: 403, body: '<Error>expired</Error>' });
    expect((await upload()).at(-1)).toMatchObject({ type: 'ready' });
    expect(service.stored).toHaveLength(2);
    service.fail(/bucket/, { status: 403, body: '', times: 3 });
    expect(await failure(upload())).toMatchObject({ code: 'file-failed', status: 403 });
    expect(service.stored).toHaveLength(4);
  });

  test('ends an upload with the life of its address', async () => {
    service.haufe.files.expiresIn = 1;
    service.fail(/bucket/, { silentAt: -1 });
    expect(await failure(upload())).toMatchObject({ code: 'timeout-total' });
  });

  test.each([411, 501])('goes out in one piece where the storage says %i to a stream', async (status) => {
    service.fail(/bucket/, { status, body: '' });
    expect((await upload()).at(-1)).toMatchObject({ type: 'ready' });
    expect(service.stored.map(({ bytes }) => bytes.byteLength)).toEqual([200_000, 200_000]);
  });

  test('sends a file in one piece where the platform sends no streams', async () => {
    const plain: typeof fetch = async (input, init) => {
      if (init?.body instanceof ReadableStream) throw new TypeError('streams are not supported');
      return fetch(input, init);
    };
    const progress = await upload(pdf(), false, never, portOf(makeHaufe(service, { fetch: plain })));
    expect(progress.filter(({ type }) => type === 'uploading').at(-1)).toMatchObject({ sentBytes: 200_000 });
    expect(service.stored[0]?.headers).toMatchObject({ 'content-length': '200000' });
  });

  test.each([
    [413, 'file-too-large'],
    [400, 'file-failed'],
    [503, 'unavailable'],
  ])('tells an upload that the storage refuses with %i as %s, and deletes what may be there', async (status, code) => {
    service.fail(/bucket/, { status, body: '<Error/>' });
    expect(await failure(upload())).toMatchObject({ code, status });
    await service.until(() => calls().includes('DELETE /files/*'));
  });

  test('follows no redirect of the storage', async () => {
    service.fail(/bucket/, { status: 307, headers: { location: `${service.url}/elsewhere` }, body: '' });
    expect(await failure(upload())).toMatchObject({ code: 'redirected' });
    expect(service.requests.filter(({ path }) => path === '/elsewhere')).toEqual([]);
  });

  test.each(['http://storage.example/x', 'https://user:pass@storage.example/x', 'file:///etc/passwd', 'nonsense'])(
    'never uploads to %s',
    async (file_url) => {
      const body = JSON.stringify({ file_url, file_id: '3f1d6c9e-2b54-4e0a-9c7d-000000000001', expires_in: 600 });
      service.fail('/signed-url', { body });
      expect(await failure(upload())).toMatchObject({ code: 'insecure-url', processed: 'no' });
      expect(service.stored).toEqual([]);
    },
  );

  const named = (file_url: string) => {
    const { file_id } = service.haufe.files.ticket('Vertrag.pdf', userId);
    service.fail('/signed-url', { body: JSON.stringify({ file_url, file_id, expires_in: 600 }) });
  };

  test.each([
    'https://attacker.example:8443/x',
    'https://169.254.169.254/latest',
    'https://10.0.0.5/admin',
    'https://0x7f000001/x',
    'https://[::ffff:127.0.0.1]/x',
    'https://intranet/x',
    'https://localhost./x',
    'https://metadata.google.internal/x',
    'http://127.0.0.1/x',
    'blob:https://storage.example/x',
  ])('never uploads to a private or insecure address for a service elsewhere: %s', async (file_url) => {
    const puts: string[] = [];
    const port = portOf(makeHaufe(service, { ...elsewhere(puts), agreeToStorage: () => expect.fail('asked') }));
    named(file_url);
    expect(await failure(upload(pdf(), false, never, port))).toMatchObject({ code: 'insecure-url', detail: 'storage' });
    expect(puts).toEqual([]);
    await service.until(() => service.haufe.files.all.size === 0);
  });

  test('uploads to public storage of a service elsewhere once the person has agreed to its host', async () => {
    const puts: string[] = [];
    const asked: string[][] = [];
    const agreeToStorage = async (...[connectionId, storage]: Parameters<AgreeToStorage>) => {
      asked.push([connectionId, storage]);
      expect(puts).toEqual([]);
      return true;
    };
    named('https://storage.example/bucket/x?X-Signature=1');
    const port = portOf(makeHaufe(service, { ...elsewhere(puts), agreeToStorage }));
    service.fail('/status', { body: '{"processing_status":"PROCESSED"}' });
    expect((await upload(pdf(), false, never, port)).at(-1)).toMatchObject({ type: 'ready' });
    expect(asked).toEqual([['haufe', 'https://storage.example']]);
    expect(puts).toEqual(['https://storage.example/bucket/x?X-Signature=1']);
  });

  test('ends an upload without a word that the person does not agree to, and deletes its file', async () => {
    const port = portOf(makeHaufe(service, { agreeToStorage: async () => false }));
    expect(await upload(pdf(), true, never, port)).toEqual([]);
    expect(service.stored).toEqual([]);
    await service.until(() => service.haufe.files.all.size === 0);
    expect(calls()).toEqual(['GET /files/signed-url', 'DELETE /files/*']);
  });

  test('ends an upload at once that is stopped while the person is asked, and deletes its file', async () => {
    const stop = new AbortController();
    const asked = Promise.withResolvers<void>();
    const agreeToStorage = () => {
      asked.resolve();
      return new Promise<boolean>(() => undefined);
    };
    const port = portOf(makeHaufe(service, { agreeToStorage }));
    const stopped = upload(pdf(), false, stop.signal, port).catch((error: unknown) => error);
    await asked.promise;
    stop.abort();
    expect(await stopped).toBe(stop.signal.reason);
    await service.until(() => service.haufe.files.all.size === 0);
    expect(service.stored).toEqual([]);
  });

  test('asks the person about each address that an upload is given, whatever was said of the one before', async () => {
    const asked: string[] = [];
    const agreeToStorage = async (_: string, storage: string) => asked.push(storage) === 1;
    service.fail(/bucket/, { status: 403, body: '<Error>expired</Error>' });
    expect(await upload(pdf(), false, never, portOf(makeHaufe(service, { agreeToStorage })))).not.toContainEqual(
      expect.objectContaining({ type: 'ready' }),
    );
    expect(asked).toEqual([service.haufe.files.storageUrl, service.haufe.files.storageUrl]);
    expect(service.stored).toHaveLength(1);
  });

  test('closes the connection and deletes the file when an upload is stopped on its way or while the vendor works', async () => {
    for (const [path, fault] of [
      [/bucket/, { silentAt: -1 }],
      [/status/, { silentAt: -1 }],
    ] as const) {
      service.reset();
      service.fail(path, fault);
      const stop = new AbortController();
      const stopped = upload(pdf(), true, stop.signal).catch((error: unknown) => error);
      const all = () => [...service.stored, ...service.requests];
      const request = await service.until(() => all().find((each) => path.test(each.path)));
      stop.abort();
      expect(await stopped).toBe(stop.signal.reason);
      await service.until(() => request.closedAt !== undefined);
      await service.until(() => service.haufe.files.all.size === 0);
    }
  });
});

describe('the status of a file', () => {
  const status = (body: unknown): void => service.fail('/status', { body: JSON.stringify(body) });

  test.each([
    { processing_status: 'PROCESSED' },
    { processingStatus: 'processed', warnings: null },
    { ProcessingStatus: 'Processed', warnings: { infected: false } },
    { status: 'PROCESSED' },
  ])('takes a file with the status %j as ready', { tags: ['haufe/row-8', 'haufe/row-9'] }, async (body) => {
    status(body);
    expect((await upload()).map(({ type }) => type).at(-1)).toBe('ready');
    expect(calls().filter((call) => call.endsWith('/status'))).toHaveLength(1);
  });

  test.each([
    [{ processing_status: 'PROCESSING', processing_steps: [{ status: 'OCR', createdAt: 'x' }] }, 'OCR'],
    [{ processingStatus: 'QUEUED', processingSteps: [{ status: 'A', ended_at: 'x' }, { Status: 'B' }] }, 'B'],
    [{ processing_status: 'SOMETHING_NEW' }, undefined],
    [{}, undefined],
    [{ processing_status: 7, processing_steps: 'none' }, undefined],
  ])(
    'takes a file with the status %j as waiting at %s',
    { tags: ['haufe/row-8', 'haufe/row-9'] },
    async (body, step) => {
      status(body);
      const steps = (await upload()).flatMap((each) => (each.type === 'processing' ? [each.step] : []));
      expect(steps[0]).toBe(step);
    },
  );

  test.each([
    [{ processing_status: 'FAILED' }, 'file-failed'],
    [{ processing_status: 'processing_error' }, 'file-failed'],
    [{ processingStatus: 'Rejected' }, 'file-failed'],
    [{ processing_status: 'INFECTED' }, 'file-infected'],
    [{ processing_status: 'PROCESSING', warnings: { infected: true } }, 'file-infected'],
    [{ processing_status: 'PROCESSED', Warnings: { Empty: true } }, 'file-empty'],
    [{ processing_status: 'PROCESSED', warnings: { length: true } }, 'file-too-long'],
  ])('tells a file with the status %j as %s, and deletes it', { tags: 'haufe/row-9' }, async (body, code) => {
    status(body);
    expect(await failure(upload(pdf(), true))).toMatchObject({ code });
    await service.until(() => service.haufe.files.all.size === 0);
  });

  test('does not ask for the status of a file for ever', { tags: 'haufe/row-9' }, async () => {
    service.fail('/status', { body: '{"processing_status":"PROCESSING"}', times: 1_000_000 });
    expect(await failure(upload())).toMatchObject({ code: 'vendor-timeout' });
    const asked = service.requests.filter(({ path }) => path.endsWith('/status'));
    expect(asked.length).toBeGreaterThan(3);
    // The waits grow from 5 to 20 ms within 2 s; all as long as the first they would be 400.
    expect(asked.length).toBeLessThan(150);
    await service.until(() => service.haufe.files.all.size === 0);
  });
});

describe('the files at the vendor', () => {
  test('lists files 100 at a time, reads and deletes them, and deletes one twice without an error', {
    tags: 'haufe/row-22',
  }, async () => {
    for (let index = 0; index < 130; index++) {
      await service.haufe.files.answer(
        { ...request('GET'), query: new URLSearchParams({ filename: `${index}.txt` }) },
        ['signed-url'],
      );
    }
    const [first, second] = [await files.list(1, never), await files.list(2, never)];
    expect([first.files.length, second.files.length, first.total]).toEqual([100, 30, 130]);
    expect([first.more, second.more]).toEqual([true, false]);
    expect(second.files.at(-1)).toMatchObject({ name: '129.txt' });
    expect(service.requests.map(({ query }) => query.get('limit'))).toEqual(['100', '100']);
    const { fileId } = first.files[0] ?? expect.fail('no file');
    const file = service.haufe.files.all.get(fileId) ?? expect.fail('no file');
    file.bytes = Buffer.from('Größe: 1 €');
    expect(await files.text(fileId, never)).toBe('Größe: 1 €');
    await files.delete(fileId, never);
    await files.delete(fileId, never);
    expect(await failure(files.text(fileId, never))).toMatchObject({ code: 'file-gone', status: 404 });
  });

  test('reads files in a list of another shape as far as they can be read', { tags: 'haufe/row-8' }, async () => {
    const found = [{ fileId: 'f-1', fileName: 'a.pdf' }, null, { file_id: '../x' }, { file_id: 'f-2' }];
    service.fail('/v1/files', { body: JSON.stringify({ files: found }) });
    expect(await files.list(1, never)).toEqual({
      files: [
        { fileId: 'f-1', name: 'a.pdf' },
        { fileId: 'f-2', name: '' },
      ],
      total: 2,
      more: false,
    });
    service.fail('/v1/files', { body: '[]' });
    expect(await failure(files.list(1, never))).toMatchObject({ code: 'bad-response' });
  });

  test('tells another user’s file as gone, and asks a failing file service once more', async () => {
    const id = '3f1d6c9e-2b54-4e0a-9c7d-000000000002';
    service.fail(/files/, { status: 403, body: '{"error_code":"attachment_access_forbidden"}' });
    expect(await failure(files.text(id, never))).toMatchObject({ code: 'file-gone', status: 403 });
    service.reset();
    service.fail(/files/, { status: 400, body: '{"error_code":"attachment_document_raised_an_error"}', times: 2 });
    expect(await failure(files.text(id, never))).toMatchObject({ code: 'file-failed' });
    expect(service.requests).toHaveLength(2);
  });
});

function request(method: string) {
  return {
    method,
    path: '',
    headers: { 'user-id': userId },
    body: '',
    bytes: new Uint8Array(),
    at: 0,
    complete: true,
    bytesSent: 0,
  };
}
