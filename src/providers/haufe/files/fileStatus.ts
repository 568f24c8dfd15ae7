import { ChatError } from '../../../chat/model/errors.ts';
import { limits } from '../../../chat/model/limits.ts';
import { isObject, property, textOf } from '../../http/object.ts';

/** The vendor's status of a file: ready, or still at work, with its own word for the step. */
export type FileStatus = { readonly type: 'ready' } | { readonly type: 'processing'; readonly step?: string };

/**
 * Reads `GET /v1/files/{file_id}/status`. Keys come in snake and camel case, `PROCESSED` is the only end that is named,
 * so every other word means waiting, unless it sounds like a failure. Throws ChatError `file-infected`, `file-empty`,
 * `file-too-long` (by its warnings) or `file-failed`.
 */
export function readFileStatus(body: unknown): FileStatus {
  const status = textOf(either(body, 'processing_status', 'processingStatus', 'status'), limits.name) ?? '';
  const warnings = either(body, 'warnings');
  const warns = (name: string): boolean => either(warnings, name) === true;
  if (warns('infected') || /INFECT/i.test(status)) throw failed('file-infected', status);
  if (/FAIL|ERROR|REJECT/i.test(status)) throw failed('file-failed', status);
  if (warns('empty')) throw failed('file-empty', status);
  if (warns('length')) throw failed('file-too-long', status);
  if (status.toUpperCase() === 'PROCESSED') return { type: 'ready' };
  const step = currentStep(either(body, 'processing_steps', 'processingSteps'));
  return { type: 'processing', ...(step !== undefined && { step }) };
}

/** The newest step that has not ended, else the newest. */
function currentStep(steps: unknown): string | undefined {
  const all: readonly unknown[] = Array.isArray(steps) ? steps.slice(-limits.entries) : [];
  const known = all.filter((step) => textOf(either(step, 'status'), limits.name) !== undefined);
  const open = known.findLast((step) => !either(step, 'ended_at', 'endedAt'));
  return textOf(either(open ?? known.at(-1), 'status'), limits.name);
}

function failed(code: 'file-infected' | 'file-failed' | 'file-empty' | 'file-too-long', status: string): ChatError {
  return new ChatError(code, { ...(/^[\w-]{1,60}$/.test(status) && { detail: status }) });
}

/** The first of `names` that is there, whatever the case of its letters. */
function either(value: unknown, ...names: readonly string[]): unknown {
  if (!isObject(value)) return undefined;
  for (const name of names) {
    const key = Object.keys(value).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
    const found = key === undefined ? undefined : property(value, key);
    if (found !== undefined && found !== null) return found;
  }
  return undefined;
}
