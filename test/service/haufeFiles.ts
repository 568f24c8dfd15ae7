import { randomUUID } from 'node:crypto';
import { error, notUuid, uuid } from './haufeReplies.ts';
import { json, nothing, type RecordedRequest, type Reply } from './reply.ts';

/** Haufe's files as documented (docs.haufe.ai, Uploading Files), and the storage at another host that holds the bytes. */

export interface ServedFile {
  readonly file_id: string;
  readonly file_name: string;
  readonly user_id: string;
  readonly persist: boolean;
  readonly signature: string;
  /** When the address for its bytes ends, in milliseconds since the epoch. */
  readonly until: number;
  bytes: Uint8Array | undefined;
  type: string | undefined;
  /** What is still to be told before it is processed. */
  readonly statuses: unknown[];
}

const types: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
  txt: 'text/plain',
};

/** Bytes that the storage takes, whatever a ticket says. */
const longest = 10_485_760;

const noWarnings = { empty: false, infected: false, length: false };
const processed = { processing_status: 'PROCESSED', processing_steps: [], warnings: noWarnings };

export class HaufeFiles {
  /** Where the storage is reached; its host is not the vendor's. */
  storageUrl = '';
  readonly all = new Map<string, ServedFile>();
  expiresIn = 600;
  now: () => number = Date.now;
  limits = { max_size: longest, allowed_types: Object.values(types) };
  /** What the status of a new file is, one poll after the other; then it is processed. */
  statuses: () => unknown[] = () => [
    {
      processing_status: 'PROCESSING',
      processing_steps: [{ status: 'ANTIVIRUS_SCANNING', createdAt: '2026-04-15T08:00:00.000000Z', endedAt: null }],
      warnings: noWarnings,
    },
  ];

  /** `rest`: what follows `/v1/files/` in the path. */
  answer(request: RecordedRequest, rest: readonly (string | undefined)[]): Reply {
    const user = request.headers['user-id'];
    if (!user || !uuid.test(user)) return notUuid('user-id', 'header');
    const [id, part] = rest;
    if (id === undefined) return this.#list(request, user);
    if (id === 'signed-url') return this.#sign(request, user);
    if (!uuid.test(id)) return notUuid('file_id');
    const file = this.all.get(id);
    if (!file) return error(404, 'attachment_document_does_not_exist');
    if (file.user_id !== user) return error(403, 'attachment_access_forbidden');
    if (request.method === 'DELETE') {
      this.all.delete(id);
      return nothing;
    }
    if (part === 'status')
      return json(200, file.bytes ? (file.statuses.shift() ?? processed) : { processing_status: 'CREATED' });
    const text = Buffer.from(file.bytes ?? []).toString('utf8');
    return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, pieces: [text] };
  }

  /** Why the attachments of a message are refused, or undefined. `others`: those of the thread so far. */
  refusal(attachments: readonly unknown[], others: readonly unknown[]): Reply | undefined {
    if (attachments.length + others.length > 1) return error(422, 'attachment_not_unique');
    for (const { file_id, user_id } of attachments as readonly { file_id?: string; user_id?: string }[]) {
      const file = this.all.get(file_id ?? '');
      if (!file) return error(404, 'attachment_document_does_not_exist');
      if (file.user_id !== user_id) return error(403, 'attachment_access_forbidden');
    }
    return undefined;
  }

  /** Whether a file may not be read yet. */
  busy(attachments: readonly unknown[]): boolean {
    return attachments.some((each) => (this.all.get((each as { file_id: string }).file_id)?.statuses.length ?? 0) > 0);
  }

  /** A file whose bytes are still to come. */
  ticket(file_name: string, user_id: string, persist = false): ServedFile {
    const file: ServedFile = {
      file_id: randomUUID(),
      file_name,
      user_id,
      persist,
      signature: randomUUID(),
      until: this.now() + this.expiresIn * 1000,
      bytes: undefined,
      type: undefined,
      statuses: this.statuses(),
    };
    this.all.set(file.file_id, file);
    return file;
  }

  #sign(request: RecordedRequest, user: string): Reply {
    const file_name = request.query.get('filename') ?? '';
    if (!file_name.includes('.') || !Object.hasOwn(types, file_name.split('.').pop()?.toLowerCase() ?? ''))
      return error(400, 'attachment_document_raised_an_error');
    const file = this.ticket(file_name, user, request.query.get('persist') !== 'false');
    const file_url = `${this.storageUrl}/bucket/${file.file_id}?X-Signature=${file.signature}`;
    return json(200, { file_url, file_id: file.file_id, expires_in: this.expiresIn, file_limits: this.limits });
  }

  #list(request: RecordedRequest, user: string): Reply {
    const page = Number(request.query.get('page') ?? 1);
    const limit = Number(request.query.get('limit') ?? 30);
    const own = [...this.all.values()].filter((file) => file.user_id === user);
    const files = own.slice((page - 1) * limit, page * limit).map(({ file_id, file_name }) => ({ file_id, file_name }));
    return json(200, { files, limit, page, total: own.length });
  }

  /** The storage: takes what was signed, whose length it is told. */
  store(request: RecordedRequest): Reply {
    const file = this.all.get(request.path.split('/').pop() ?? '');
    if (request.method !== 'PUT') return xml(405, 'MethodNotAllowed');
    if (!file || request.query.get('X-Signature') !== file.signature) return xml(403, 'SignatureDoesNotMatch');
    if (this.now() >= file.until) return xml(403, 'AccessDenied');
    if (request.headers['content-length'] === undefined) return xml(411, 'MissingContentLength');
    if (Number(request.headers['content-length']) !== request.bytes.length) return xml(400, 'IncompleteBody');
    if (request.bytes.length > longest) return xml(400, 'EntityTooLarge');
    if (!Object.values(types).includes(request.headers['content-type'] ?? '')) return xml(403, 'AccessDenied');
    file.bytes = request.bytes;
    file.type = request.headers['content-type'];
    return { status: 200, pieces: [] };
  }
}

function xml(status: number, code: string): Reply {
  return { status, headers: { 'content-type': 'application/xml' }, pieces: [`<Error><Code>${code}</Code></Error>`] };
}
