import { limits } from '../../../chat/model/limits.ts';
import type { AnswerDetails } from '../../../chat/model/model.ts';
import { answerMetadata } from '../../bodies/answerMetadata.ts';
import { property, textOf } from '../../http/object.ts';
import type { Short } from '../schemas.ts';

const longestToolName = 80;

/**
 * Reads the vendor's details of an answer: `legal_advice` and `intent` of its `meta_data`, the names in its
 * `tool_calls`, and every other key as it came. Never checked against the assistant's `meta_data_response_schema`,
 * which contradicts the vendor's own samples. Undefined when there is nothing.
 */
export function readDetails(metaData: unknown, toolCalls: Short): AnswerDetails | undefined {
  const advice = property(metaData, 'legal_advice') ?? property(metaData, 'legalAdvice');
  const intent = textOf(property(metaData, 'intent'), limits.title);
  const names = toolCalls.items.map(toolName);
  const other = answerMetadata(metaData, known);
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
