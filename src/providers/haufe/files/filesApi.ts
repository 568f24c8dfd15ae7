import * as v from 'valibot';
import { ChatError } from '../../../chat/model/errors.ts';
import { limits } from '../../../chat/model/limits.ts';
import type { AttachedFile } from '../../../chat/model/model.ts';
import type { FilePage } from '../../../chat/ports/files.ts';
import type { Http } from '../../http/http.ts';
import { isObject, property, textOf } from '../../http/object.ts';
import type { HttpRequest } from '../../http/request.ts';
import { isId, path } from '../../http/target.ts';
import { parsed } from '../api.ts';
import { uploadTicket } from '../schemas.ts';
import { type FileStatus, readFileStatus } from './fileStatus.ts';

/** Most files that the vendor lists at once. */
const pageSize = 100;

export type UploadTicket = v.InferOutput<typeof uploadTicket>;
export type FilesApi = ReturnType<typeof filesApi>;

/**
 * The vendor's file endpoints one to one (docs.haufe.ai, Files); each wants to know whose file it is about. `userId`: a
 * UUID. Fails as `Http` does.
 */
export function filesApi(http: Http, userId: () => Promise<string>) {
  /** The file service's own failure is worth one more attempt; every one of these calls may be repeated. */
  const send = async <T>(
    request: Pick<HttpRequest, 'method' | 'path' | 'query' | 'accept'>,
    call: (request: HttpRequest) => Promise<T>,
  ): Promise<T> => {
    const whole = { ...request, headers: { 'user-id': await userId() } };
    return call(whole).catch((error: unknown) => {
      if (!(error instanceof ChatError && error.detail?.startsWith('attachment_document_raised_an_error'))) throw error;
      return call(whole);
    });
  };

  return {
    async signedUrl(filename: string, persist: boolean, signal: AbortSignal): Promise<UploadTicket> {
      const query = { filename, persist: String(persist) };
      const body = await send({ method: 'GET', path: path`/v1/files/signed-url`, query }, (request) =>
        http.json(request, signal),
      );
      return parsed(uploadTicket, body);
    },

    async status(fileId: string, signal: AbortSignal): Promise<FileStatus> {
      const body = await send({ method: 'GET', path: path`/v1/files/${fileId}/status` }, (request) =>
        http.json(request, signal),
      );
      return readFileStatus(body);
    },

    /** `page` counts from 1. */
    async list(page: number, signal: AbortSignal): Promise<FilePage> {
      const query = { page, limit: pageSize };
      const body = await send({ method: 'GET', path: path`/v1/files`, query }, (request) => http.json(request, signal));
      const items = property(body, 'files') ?? property(body, 'items');
      if (!Array.isArray(items)) throw new ChatError('bad-response', { processed: 'maybe', detail: 'shape' });
      const files = uniqueFiles(items.slice(0, pageSize).flatMap(readFile));
      const told = property(body, 'total');
      const total = v.is(v.pipe(v.number(), v.integer()), told) ? told : (page - 1) * pageSize + files.length;
      return { files, total, more: items.length > 0 && page * pageSize < total };
    },

    text: (fileId: string, signal: AbortSignal): Promise<string> =>
      send({ method: 'GET', path: path`/v1/files/${fileId}`, accept: 'text/plain' }, (request) =>
        http.text(request, signal),
      ),

    async delete(fileId: string, signal: AbortSignal): Promise<void> {
      await send({ method: 'DELETE', path: path`/v1/files/${fileId}` }, (request) => http.text(request, signal)).catch(
        (error: unknown) => {
          // Deleted elsewhere, or run out: what was asked for is so.
          if (!(error instanceof ChatError && error.status === 404)) throw error;
        },
      );
    },
  };
}

/** A file as the vendor tells of it, in a list or beside a message; nothing when it has no usable id. */
export function readFile(item: unknown): readonly AttachedFile[] {
  if (!isObject(item)) return [];
  const fileId = property(item, 'file_id') ?? property(item, 'fileId');
  if (!isId(fileId)) return [];
  const name = textOf(property(item, 'file_name') ?? property(item, 'fileName') ?? property(item, 'name'), limits.name);
  return [{ fileId, name: name ?? '' }];
}

/** A file that comes twice in a list is one. */
function uniqueFiles<F extends { readonly fileId: string }>(files: readonly F[]): readonly F[] {
  return files.filter((file, index) => files.findIndex(({ fileId }) => fileId === file.fileId) === index);
}
