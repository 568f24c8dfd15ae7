import type { DemoLanguage } from '../library/options.ts';
import { demoWords } from '../library/words.ts';
import { failure, invalidAddress, timestamp, uuid } from './haufe.ts';
import { type Call, json } from './http.ts';

/** Another host than the vendor's, as its storage is one. */
export const demoStorageUrl = 'https://storage.demo.invalid';

const types: ReadonlyMap<string, string> = new Map([
  ['pdf', 'application/pdf'],
  ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['csv', 'text/csv'],
  ['txt', 'text/plain'],
]);
const maximumSize = 10_485_760;
const urlLife = 600;
const day = 86_400_000;

interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly userId: string;
  readonly type: string;
  readonly persist: boolean;
  readonly madeAt: number;
  bytes: Uint8Array | undefined;
  /** The time at which its bytes came. */
  storedAt: number;
}

export type DemoFiles = ReturnType<typeof demoFiles>;

/**
 * The vendor's files, kept in memory: signed addresses, the storage behind them, and a virus scan that takes as long as
 * one can see. Nothing is read in them but plain text.
 */
export function demoFiles(language: DemoLanguage, scanning: number, now: () => number) {
  const files = new Map<string, StoredFile>();
  const known = (id: string): StoredFile | undefined => {
    const file = files.get(id);
    if (file && !file.persist && now() > file.madeAt + day) files.delete(id);
    return files.get(id);
  };

  const sign = (call: Call, userId: string): Response => {
    const name = call.query.get('filename') ?? '';
    const type = types.get(/\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '');
    if (!type) return failure(400, 'attachment_document_raised_an_error', 'The name needs a known extension.');
    const id = crypto.randomUUID();
    const persist = call.query.get('persist') !== 'false';
    files.set(id, { id, name, userId, type, persist, madeAt: now(), bytes: undefined, storedAt: 0 });
    return json(200, {
      file_url: `${demoStorageUrl}/${id}`,
      file_id: id,
      expires_in: urlLife,
      file_limits: { max_size: maximumSize, allowed_types: [...types.values()] },
    });
  };

  const list = (call: Call, userId: string): Response => {
    const page = Number(call.query.get('page') ?? 1);
    const limit = Number(call.query.get('limit') ?? 30);
    if (!(page >= 1 && limit >= 1 && limit <= 100)) return invalidAddress('query', 'limit', 'Between 1 and 100');
    const own = [...files.values()].filter((file) => file.userId === userId && known(file.id) && file.bytes);
    const shown = own.slice((page - 1) * limit, page * limit);
    const items = shown.map(({ id, name }) => ({ file_id: id, file_name: name }));
    return json(200, { files: items, limit, page, total: own.length });
  };

  const status = (file: StoredFile): Response => {
    const warnings = { empty: file.bytes?.byteLength === 0, infected: false, length: false };
    const done = file.bytes !== undefined && now() >= file.storedAt + scanning;
    const step = {
      status: 'ANTIVIRUS_SCANNING',
      createdAt: timestamp(file.storedAt),
      endedAt: done ? timestamp(now()) : null,
    };
    return json(200, {
      processing_status: done ? 'PROCESSED' : 'PROCESSING',
      processing_steps: file.bytes === undefined ? [] : [step],
      warnings,
    });
  };

  const text = ({ type, bytes }: StoredFile): Response => {
    const read = type.startsWith('text/') ? new TextDecoder().decode(bytes) : demoWords[language].fileNotRead;
    return new Response(read, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
  };

  return {
    /** `rest`: what follows `/v1/files/`. */
    handle(call: Call, rest: readonly string[]): Response {
      const userId = call.headers.get('user-id') ?? '';
      if (!uuid.test(userId))
        return json(422, { detail: [{ loc: ['header', 'user-id'], msg: 'Field required', type: 'missing' }] });
      const [id, part] = rest;
      if (id === undefined) return call.method === 'GET' ? list(call, userId) : notAllowed();
      if (id === 'signed-url') return call.method === 'GET' ? sign(call, userId) : notAllowed();
      if (!uuid.test(id)) return invalidAddress('path', 'file_id', 'Input should be a valid UUID');
      const file = known(id);
      if (!file) return failure(404, 'attachment_document_does_not_exist', 'There is no such file.');
      if (file.userId !== userId) return failure(403, 'attachment_access_forbidden', 'It belongs to another user.');
      if (call.method === 'DELETE') {
        files.delete(id);
        return new Response(null, { status: 204 });
      }
      if (call.method !== 'GET') return notAllowed();
      return part === 'status' ? status(file) : text(file);
    },

    /** The storage: takes the bytes that were announced, once. */
    async store(request: Request): Promise<Response> {
      const file = known(new URL(request.url).pathname.slice(1));
      const late = file && now() > file.madeAt + urlLife * 1000;
      if (request.method !== 'PUT' || !file || late) return new Response('<Error/>', { status: 403 });
      const bytes = new Uint8Array(await request.arrayBuffer());
      if (bytes.byteLength > maximumSize) return new Response('<Error/>', { status: 413 });
      file.bytes = bytes;
      file.storedAt = now();
      return new Response(null, { status: 200 });
    },

    /** Names of the files that a message brings along; a Response says why they are refused. */
    attach(attachments: readonly unknown[], others: readonly unknown[]): readonly string[] | Response {
      if (attachments.length + others.length > 1) {
        return failure(422, 'attachment_not_unique', 'There is one attachment for each thread.');
      }
      const names: string[] = [];
      for (const { file_id: id, user_id: userId } of attachments as readonly { file_id?: string; user_id?: string }[]) {
        const file = known(id ?? '');
        if (!file) return failure(404, 'attachment_document_does_not_exist', 'There is no such file.');
        if (file.userId !== userId) return failure(403, 'attachment_access_forbidden', 'It belongs to another user.');
        if (file.bytes === undefined || now() < file.storedAt + scanning) {
          return failure(409, 'conflict', 'The file is still being processed.');
        }
        names.push(file.name);
      }
      return names;
    },
  };
}

function notAllowed(): Response {
  return json(405, { detail: 'Method Not Allowed' });
}
