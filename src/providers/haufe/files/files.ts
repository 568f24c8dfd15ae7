import type { Log } from '../../../base/log.ts';
import { sleep } from '../../../base/sleep.ts';
import { ChatError } from '../../../chat/model/errors.ts';
import { failureLine } from '../../../chat/model/failureReport.ts';
import { vendors } from '../../../chat/model/vendors.ts';
import type { AgreeToStorage, FileProgress, FilesPort, FileToSend } from '../../../chat/ports/files.ts';
import { orAborted } from '../../http/clocks.ts';
import { type UploadOptions, upload } from '../../http/upload.ts';
import type { FilesApi, UploadTicket } from './filesApi.ts';
import { storageAddress } from './storageAddress.ts';

/** The delays between looks at an upload, in milliseconds: they grow from `first` to `last`. */
export interface Polling {
  readonly first: number;
  readonly last: number;
  /** Longest it may take in all. */
  readonly limit: number;
}

export const usualPolling: Polling = { first: 2_000, last: 10_000, limit: 300_000 };

/** The limit for deleting an unused upload, in milliseconds. */
const tidyLimit = 10_000;

export interface FilesOptions extends UploadOptions {
  readonly api: FilesApi;
  /** Whether the vendor itself is on this computer, so that its storage may be as well. */
  readonly loopback: boolean;
  readonly log: Log;
  readonly polling: Polling;
  readonly agreeToStorage: (storage: string, signal: AbortSignal) => ReturnType<AgreeToStorage>;
}

const limits = vendors.haufe.files;

/** The vendor's files: a signed address, the bytes to storage without the key, then asking until it is done. */
export function haufeFiles(options: FilesOptions): FilesPort {
  const { api } = options;
  return {
    upload: (file, keep, signal) => send(options, file, keep, signal),
    list: (page, signal) => api.list(page, signal),
    text: (fileId, signal) => api.text(fileId, signal),
    delete: (fileId, signal) => api.delete(fileId, signal),
  };
}

async function* send(
  options: FilesOptions,
  file: FileToSend,
  keep: boolean,
  signal: AbortSignal,
): AsyncGenerator<FileProgress, void, undefined> {
  check(file, limits.maximumBytes, Object.values(limits.types));
  const { api, log } = options;
  let uploaded: string | undefined;
  try {
    let ticket = await ticketFor(api, file, keep, signal);
    for (let attempt = 1; ; attempt++) {
      uploaded = ticket.file_id;
      const address = storageOf(options, ticket);
      // No clock runs meanwhile: it is the person who takes their time.
      if (!(await orAborted(options.agreeToStorage(address.origin, signal), signal))) return;
      const { type, bytes } = file;
      try {
        for await (const sentBytes of upload(within(options, ticket), { address, type, bytes }, signal)) {
          yield { type: 'uploading', sentBytes, totalBytes: file.bytes.byteLength };
        }
        break;
      } catch (error) {
        // An address is good for some minutes only; one that was refused is asked for once more.
        if (attempt > 1 || !addressRefused(error)) throw error;
        ticket = await ticketFor(api, file, keep, signal);
      }
    }
    for await (const step of processing(options, ticket.file_id, signal)) yield step;
    uploaded = undefined;
    yield { type: 'ready', file: { fileId: ticket.file_id, name: file.name } };
  } finally {
    // Stopped, refused or infected: nothing stays behind. Whoever stops does not wait for it.
    if (uploaded !== undefined) {
      api.delete(uploaded, AbortSignal.timeout(tidyLimit)).catch((error: unknown) => {
        log.warn(`a file could not be deleted: ${error instanceof ChatError ? failureLine(error) : 'no answer'}`);
      });
    }
  }
}

function check(file: FileToSend, maximumBytes: number, types: readonly string[]): void {
  const size = file.bytes.byteLength;
  const code = !types.includes(file.type)
    ? 'file-type'
    : size === 0
      ? 'file-empty'
      : size > maximumBytes
        ? 'file-too-large'
        : undefined;
  if (code) throw new ChatError(code, { processed: 'no' });
}

async function ticketFor(api: FilesApi, file: FileToSend, keep: boolean, signal: AbortSignal): Promise<UploadTicket> {
  // A name, not a path: what lies around the file is nobody's business.
  const name = file.name.toWellFormed().replace(/^.*[\\/]/s, '');
  const ticket = await api.signedUrl(name, keep, signal);
  const { max_size = 0, allowed_types } = ticket.file_limits ?? {};
  const types = (allowed_types?.items ?? []).filter((type) => typeof type === 'string');
  const allowed = types.map((type) => type.replace(/;.*/s, '').trim().toLowerCase());
  const names = new Set([file.type, `.${extension(name)}`, extension(name)]);
  // Nothing shows how the vendor writes its types; what says nothing limits nothing.
  const taken = allowed.length === 0 || allowed.some((type) => names.has(type)) ? [file.type] : [];
  check(file, max_size > 0 ? max_size : limits.maximumBytes, taken);
  return ticket;
}

function extension(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}

/** The upload ends with the life of its address. */
function within(options: FilesOptions, { expires_in: life = 600 }: UploadTicket): UploadOptions {
  const total = Math.min(options.timeouts.total, Math.max(1, life) * 1000);
  return { ...options, timeouts: { ...options.timeouts, total } };
}

function storageOf({ loopback }: FilesOptions, { file_url }: UploadTicket): URL {
  const address = storageAddress(file_url, loopback);
  if (address) return address;
  const host = URL.parse(file_url)?.host ?? '';
  throw new ChatError('insecure-url', { processed: 'no', detail: 'storage', ...(host !== '' && { host }) });
}

function addressRefused(error: unknown): boolean {
  return error instanceof ChatError && [401, 403, 410].includes(error.status ?? 0) && error.detail === 'upload';
}

/**
 * Asks until the vendor is done with a file, telling each step once. Fails with ChatError `file-…` when it cannot be
 * used, `vendor-timeout` when it takes longer than the limit.
 */
export async function* processing(
  { api, polling }: Pick<FilesOptions, 'api' | 'polling'>,
  fileId: string,
  signal: AbortSignal,
): AsyncGenerator<Extract<FileProgress, { type: 'processing' }>, void, undefined> {
  const end = performance.now() + polling.limit;
  let told: string | undefined | null = null;
  for (let wait = polling.first; ; wait = Math.min(wait * 1.5, polling.last)) {
    const status = await api.status(fileId, signal);
    if (status.type === 'ready') return;
    if (told !== status.step) {
      told = status.step;
      yield status;
    }
    if (performance.now() + wait > end) throw new ChatError('vendor-timeout', { detail: 'file' });
    await sleep(wait, signal);
  }
}
