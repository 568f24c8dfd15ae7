import { limits } from '../../../chat/model/limits.ts';
import type { AnswerDetails } from '../../../chat/model/model.ts';
import { namesSecret } from '../../../chat/text/redaction.ts';
import { isObject, property, textOf } from '../../http/object.ts';
import type { Short } from '../schemas.ts';

/** Longest metadata, in characters of JSON, that is kept beside an answer. */
const mostKept = 32_768;

/** Most keys that are kept beside an answer, and the longest name of one. */
const mostKeys = 500;
const longestName = 200;

const longestToolName = 80;

/**
 * What the vendor tells about an answer: `legal_advice` and `intent` of its `meta_data`, the names in its `tool_calls`,
 * and every other key as it came. Never checked against the assistant's `meta_data_response_schema`, which contradicts
 * the vendor's own samples. Undefined when there is nothing.
 */
export function readDetails(metaData: unknown, toolCalls: Short): AnswerDetails | undefined {
  const advice = property(metaData, 'legal_advice') ?? property(metaData, 'legalAdvice');
  const intent = textOf(property(metaData, 'intent'), limits.title);
  const names = toolCalls.items.map(toolName);
  const other = otherKeys(metaData);
  const details: AnswerDetails = {
    ...(typeof advice === 'boolean' && { legalAdvice: advice }),
    ...(intent !== undefined && { intent }),
    ...(names.length > 0 && { toolCalls: names }),
    ...(toolCalls.more > 0 && { moreToolCalls: toolCalls.more }),
    ...(other && { other }),
  };
  return Object.keys(details).length > 0 ? details : undefined;
}

/** The shape of a tool call is documented nowhere; OpenAI's has the name in `function`. */
function toolName(call: unknown): string {
  const name = (value: unknown, key: string) => textOf(property(value, key), longestToolName);
  return name(property(call, 'function'), 'name') ?? name(call, 'name') ?? name(call, 'type') ?? '?';
}

const known = new Set(['legal_advice', 'legalAdvice', 'intent']);

function otherKeys(metaData: unknown): Readonly<Record<string, unknown>> | undefined {
  if (!isObject(metaData)) return undefined;
  const rest = Object.entries(metaData).filter(([key]) => !known.has(key));
  if (rest.length === 0) return undefined;
  let room = mostKept;
  const kept = rest.slice(0, mostKeys).map(([key, value]) => {
    const safe = namesSecret(key) ? redacted : withoutKeys(value, 0);
    const length = JSON.stringify([key, safe]).length;
    const fits = length <= room;
    if (fits) room -= length;
    return [key.slice(0, longestName), fits ? safe : leftOut] as const;
  });
  return Object.fromEntries(kept);
}

const redacted = '[redacted]';

/** Stands for a value that would make the metadata longer than is kept. */
const leftOut = '[left out: too long]';

function withoutKeys(value: unknown, depth: number): unknown {
  if (depth > 20) return redacted;
  if (Array.isArray(value)) return value.map((item) => withoutKeys(item, depth + 1));
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, item]) => [key, namesSecret(key) ? redacted : withoutKeys(item, depth + 1)]),
  );
}
