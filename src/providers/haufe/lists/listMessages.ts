import type { HaufeConnection } from '../../../chat/model/connection.ts';
import type { Assistant, AttachedFile, Feature, Message, Thread } from '../../../chat/model/model.ts';
import type { WireAssistant, WireThread } from '../api.ts';
import { readFile } from '../files/filesApi.ts';
import type { WireMessage } from '../schemas.ts';
import { readDetails } from './details.ts';
import { metadataLabels } from './labels.ts';
import { requiredFields } from './requirements.ts';
import { readSources } from './sources.ts';

const features: readonly Feature[] = [
  'feedback',
  'files',
  'long-questions',
  'ask-once',
  'delete-message',
  'add-message',
];

export function readAssistant(assistant: WireAssistant): Assistant {
  const { id, name } = assistant;
  const required = requiredFields(assistant.request_required_fields);
  const labels = metadataLabels(assistant.meta_data_response_schema);
  return {
    id,
    name,
    // The vendor's usage guidelines ask for its name beside every answer.
    poweredBy: 'Haufe',
    expectsSources: true,
    features,
    ...(required.length > 0 && { requiredFields: required }),
    ...(labels && { metadataLabels: labels }),
  };
}

/** `ours`: the user ids by which this installation goes, or has gone. */
export function readThread(
  thread: WireThread,
  connectionId: string,
  assistantId: string,
  ours: readonly (string | undefined)[] = [],
): Thread {
  const isOthers = thread.user_id !== undefined && !ours.some((id) => isSameId(id, thread.user_id));
  return {
    connectionId,
    assistantId,
    id: thread.id,
    title: thread.title?.trim() ?? '',
    ...(isOthers && { isOthers }),
    ...(thread.created_at !== undefined && { createdAt: thread.created_at }),
    ...(thread.last_updated_at !== undefined && { updatedAt: thread.last_updated_at }),
  };
}

/** Returns whether both are the same UUID, whatever their case. */
export function isSameId(left: string | undefined, right: string | undefined): boolean {
  return left?.toLowerCase() === right?.toLowerCase();
}

/**
 * Questions and answers only: system and tool messages are the vendor's own business. `fileName`: what a file was
 * called when it was sent from here, since a message names it by its id.
 */
export function readMessage(
  message: WireMessage,
  connection: HaufeConnection,
  fileName: (fileId: string) => string | undefined,
): Message[] {
  const { id, role, content: text, created_at } = message;
  if (role !== 'user' && role !== 'assistant') return [];
  const common = { id, text, context: [], ...(created_at !== undefined && { createdAt: created_at }), storedId: id };
  if (role === 'user') {
    const [file] = message.attachments.items.flatMap(readFile);
    const attachment = file && named(file, fileName);
    return [{ ...common, role, sources: [], state: 'sent', ...(attachment && { attachment }) }];
  }
  const details = readDetails(message.meta_data, message.tool_calls);
  // An answer that only calls tools has no text; what it wanted is told as a detail.
  const state = text.trim() === '' && !details?.toolCalls ? 'empty' : 'complete';
  const sources = readSources(message.sources.items, connection);
  const { more } = message.sources;
  return [{ ...common, role, sources, ...(more > 0 && { moreSources: more }), state, ...(details && { details }) }];
}

function named({ fileId, name }: AttachedFile, fileName: (fileId: string) => string | undefined): AttachedFile {
  return { fileId, name: name || (fileName(fileId) ?? '') };
}
