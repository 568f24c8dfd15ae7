import { isObject, jsonOrUndefined } from '../http/object.ts';
import { field, listField } from './fields.ts';

export const answerKeys = ['message', 'response', 'reply', 'answer', 'content', 'text', 'result', 'output'] as const;
export const historyKeys = ['chatHistory', 'messages', 'history'] as const;

/** The names under which services and gateways wrap the whole of an answer. */
export const envelopeKeys = [
  'data',
  'value',
  'payload',
  'body',
  'd',
  'result',
  'response',
  'output',
  'content',
  'message',
] as const;

/** Deepest that an answer is looked for inside of envelopes and strings. */
const deepest = 5;

/** JSON text as a value, with lists and references as they were meant (`$values`, `$ref` of .NET's serializers). */
export function bodyValue(text: string): unknown {
  const value = jsonOrUndefined(text);
  return text.includes('"$values"') || text.includes('"$ref"') ? withoutReferences(value) : value;
}

/** `body` without what stands around the answer: envelopes, a list of one, JSON that was written as a string. */
export function unwrapped(body: unknown, depth = 0): unknown {
  if (depth >= deepest) return body;
  if (typeof body === 'string') {
    const inner = /^\s*[[{"]/.test(body) ? bodyValue(body) : undefined;
    if (typeof inner === 'string') return unwrapped(inner, depth + 1);
    const answer = unwrapped(inner, depth + 1);
    return isVendors(answer) || (answer === inner && isOnlyAnswer(answer)) ? answer : body;
  }
  if (Array.isArray(body)) {
    const inner = body.length === 1 && isObject(body[0]) ? unwrapped(body[0], depth + 1) : undefined;
    return isVendors(inner) ? inner : body;
  }
  if (!isObject(body) || isVendors(body)) return body;
  for (const key of envelopeKeys) {
    const inner = unwrapped(field(body, key), depth + 1);
    if (isVendors(inner)) return inner;
  }
  if (hasPlace(body)) return body;
  for (const key of envelopeKeys) {
    const inner = field(body, key);
    if (hasPlace(inner) || (typeof inner === 'string' && inner.trim() !== '')) return inner;
  }
  return body;
}

/** Whether `value` has what only this vendor sends. */
function isVendors(value: unknown): boolean {
  if (!isObject(value)) return false;
  const latest = field(value, 'latestMessages');
  return (latest !== undefined && latest !== null) || historyKeys.some((key) => listField(value, key).length > 0);
}

/** Whether `value` has nothing beside an answer: what has is a result of a workflow, all of which is the answer. */
function isOnlyAnswer(value: unknown): boolean {
  const known = [...answerKeys, 'expirationDate', 'sessionId', 'citations'].map((key) => key.toLowerCase());
  return hasPlace(value) && isObject(value) && Object.keys(value).every((key) => known.includes(key.toLowerCase()));
}

/** Returns whether `body` has a place where an answer may stand. */
export function hasPlace(body: unknown): boolean {
  const places = ['latestMessages', ...answerKeys, ...historyKeys, 'expirationDate'];
  return isObject(body) && places.some((name) => field(body, name) !== undefined);
}

/**
 * `value` with every `{ "$values": [ … ] }` as the list and every `{ "$ref": "1" }` as what bears that `$id`. The value
 * is changed in place, and walked without recursion: it may be as deep as a body is long.
 */
function withoutReferences(value: unknown): unknown {
  const root: Record<string, unknown> = { value };
  const ids = new Map<string, unknown>();
  const references: (readonly [Record<string, unknown>, string, string])[] = [];
  const open: Record<string, unknown>[] = [root];
  for (let container = open.pop(); container; container = open.pop()) {
    for (const [key, child] of Object.entries(container)) {
      if (typeof child !== 'object' || child === null) continue;
      const { $values, $ref, $id } = child as Readonly<Record<string, unknown>>;
      const plain = Array.isArray($values) ? $values : child;
      if (typeof $id === 'string') ids.set($id, plain);
      container[key] = plain;
      if (typeof $ref === 'string') references.push([container, key, $ref]);
      else open.push(plain as Record<string, unknown>);
    }
  }
  for (const [container, key, id] of references) container[key] = ids.get(id) ?? null;
  return root['value'];
}
