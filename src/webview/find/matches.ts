import type { Message } from '../../chat/model/model.ts';
import type { Labels } from '../../pageWords.ts';
import type { Query } from '../dom/query.ts';
import { type SearchPart, searchParts } from './searchText.ts';

/** A place where the query stands: in which part of which message, and as the how-manieth there (from 0). */
export interface Match {
  readonly messageId: string;
  readonly part: SearchPart['part'];
  readonly ordinal: number;
}

/** All places in reading order, found in the messages themselves, painted or not. */
export function findMatches(messages: readonly Message[], query: Query, labels: Labels): Match[] {
  if (query.empty) return [];
  return messages.flatMap((message) =>
    searchParts(message, labels).flatMap((own) =>
      query.in(own.text, own).map((_, ordinal) => ({ messageId: message.id, part: own.part, ordinal })),
    ),
  );
}
