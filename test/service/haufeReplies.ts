import { json, type RecordedRequest, type Reply } from './reply.ts';

/** Haufe's ways of answering (docs.haufe.ai, Error Handling and the samples of the reference). */

export const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const error = (status: number, error_code: string, detail = 'In the words of the service.'): Reply =>
  json(status, { error_code, detail });

/** @param most entries that may be asked for at once; the vendor's samples never ask for more than a hundred */
export function page<T>(
  request: RecordedRequest,
  items: readonly T[],
  show: (item: T) => unknown,
  most: number,
): Reply {
  const limit = Number(request.query.get('limit') ?? most);
  if (!(limit >= 1 && limit <= most))
    return json(422, { detail: [{ loc: ['query', 'limit'], msg: `At most ${most}`, type: 'less_than_equal' }] });
  const cursor = request.query.get('cursor');
  const start = cursor ? Number(Buffer.from(cursor, 'base64url').toString()) : 0;
  const end = start + limit;
  const next = end < items.length ? Buffer.from(String(end)).toString('base64url') : null;
  return json(200, { cursor: next, items: items.slice(start, end).map(show) });
}

export function invalid(field: string): Reply {
  const detail = [{ loc: ['body', field], message: 'Field required', type: 'missing' }];
  return json(422, { error_code: 'validation_error', detail });
}

export function notUuid(field: string, place = 'path'): Reply {
  return json(422, { detail: [{ loc: [place, field], msg: 'Input should be a valid UUID', type: 'uuid_parsing' }] });
}
