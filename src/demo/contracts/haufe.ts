import type { DemoLanguage } from '../library/options.ts';
import { demoWords } from '../library/words.ts';
import { type Call, json, jsonObject } from './http.ts';

export const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const guideAssistantId = 'de300000-0000-4000-8000-000000000001';
export const shortAssistantId = 'de300000-0000-4000-8000-000000000002';
export const licenseAssistantId = 'de300000-0000-4000-8000-000000000003';
const tenantId = 'de300000-0000-4000-8000-00000000000f';

/** An assistant in the vendor's words. */
export interface WireAssistant {
  readonly id: string;
  readonly name: string;
  readonly streaming: boolean;
  readonly meta_data_response_schema: object;
  readonly request_required_fields: Readonly<Record<string, readonly string[]>>;
}

export interface WireSource {
  readonly content: string;
  readonly meta_data: { readonly document_title: string; readonly section: string };
}

export interface WireMessage {
  readonly id: string;
  readonly thread_id: string;
  readonly role: string;
  readonly content: string;
  readonly created_at: string;
  readonly sources?: readonly WireSource[];
  readonly meta_data?: object;
  readonly attachments?: readonly unknown[];
}

interface WireThread {
  readonly id: string;
  readonly assistant_id: string;
  readonly tenant_id: string;
  readonly user_id: string | null;
  readonly title: string;
  readonly created_at: string;
  readonly last_updated_at: string;
}

/** A thread and what the list of threads does not show of it. */
export interface StoredThread {
  wire: WireThread;
  readonly messages: WireMessage[];
  /** Names of the files that its questions brought along. */
  readonly files: string[];
  deleted: boolean;
  /** Made by Chat Completions: no message can be added. */
  readonly closed: boolean;
}

/** The demo's tenant. */
export function assistants(language: DemoLanguage): readonly WireAssistant[] {
  const { guideName, shortName, licenseName } = demoWords[language];
  const license = { __root__: ['user_data'], user_data: ['licence'] };
  const schema = {
    type: 'object',
    title: 'DemoMetaData',
    properties: { legal_advice: { type: 'boolean' }, intent: { type: 'string' } },
    required: ['legal_advice', 'intent'],
  };
  return [
    {
      id: guideAssistantId,
      name: guideName,
      streaming: true,
      meta_data_response_schema: schema,
      request_required_fields: {},
    },
    {
      id: shortAssistantId,
      name: shortName,
      streaming: false,
      meta_data_response_schema: schema,
      request_required_fields: license,
    },
    {
      id: licenseAssistantId,
      name: licenseName,
      streaming: true,
      meta_data_response_schema: schema,
      request_required_fields: license,
    },
  ];
}

/** A new thread; the caller has checked its fields. */
export function newThread(
  assistantId: string,
  title: string,
  userId: string | null,
  at: string,
  closed = false,
): StoredThread {
  const wire = {
    id: crypto.randomUUID(),
    assistant_id: assistantId,
    tenant_id: tenantId,
    user_id: userId,
    title,
    created_at: at,
    last_updated_at: at,
  };
  return { wire, messages: [], files: [], deleted: false, closed };
}

/** Returns an error in the documented form, of which only `error_code` is stable. */
export function failure(status: number, code: string, detail: string): Response {
  return json(status, { error_code: code, detail });
}

/** Returns 422 with a list that names the field. */
export function invalid(field: string, message: string, type = 'value_error'): Response {
  return json(422, { error_code: 'validation_error', detail: [{ loc: ['body', field], message, type }] });
}

/** 422 as the web framework itself answers, for parts of the address. */
export function invalidAddress(place: 'path' | 'query', field: string, msg: string): Response {
  return json(422, { detail: [{ loc: [place, field], msg, type: 'value_error' }] });
}

/** ISO 8601 with microseconds, as the vendor writes it. */
export function timestamp(now: number): string {
  return new Date(now).toISOString().replace('Z', '000Z');
}

/** Returns one page of a list; the cursor is the id of the last item shown, `null` where nothing follows. */
export function page<T extends { readonly id: string }>(items: readonly T[], query: URLSearchParams): Response {
  const limit = Number(query.get('limit') ?? 100);
  if (!Number.isInteger(limit) || limit < 1) return invalidAddress('query', 'limit', 'Input should be at least 1');
  const cursor = query.get('cursor');
  const start = cursor ? items.findIndex((item) => item.id === cursor) + 1 : 0;
  if (cursor && start === 0) return invalidAddress('query', 'cursor', 'Unknown cursor');
  const shown = items.slice(start, start + limit);
  const goesOn = start + limit < items.length;
  return json(200, { cursor: goesOn ? (shown.at(-1)?.id ?? null) : null, items: shown });
}

/** The body as an object, or the refusal. */
export function bodyOf(call: Call): Readonly<Record<string, unknown>> | Response {
  return jsonObject(call.body) ?? invalid('__root__', 'Input should be a valid object', 'model_type');
}
