import type { Message } from '../../../chat/model/model.ts';
import type { Written } from '../../../chat/text/citations/citations.ts';
import { structuredResult } from '../../../chat/text/structuredResult.ts';
import { type Sentence, t } from '../../platform/words.ts';

/** A document without a place on the disk. */
export interface NewDocument {
  readonly content: string;
  readonly language: string;
}

/** The JSON of a workflow as a document of its own: it has no place for a credit, and is for programs. */
export function jsonDocument({
  answer,
  poweredBy,
}: {
  readonly answer: Message;
  readonly poweredBy?: string | undefined;
}): NewDocument | undefined {
  const content = poweredBy === undefined ? structuredResult(answer.text) : undefined;
  return content === undefined ? undefined : { content, language: 'json' };
}

/** The answer as a document of its own, which says where it comes from, whatever becomes of it. */
export function answerDocument({ body, notes }: Written, credit: Sentence): NewDocument {
  const credited = `${body}\n\n*${credit}*`;
  return { content: notes === '' ? credited : `${credited}\n\n${notes}`, language: 'markdown' };
}

/** The title of a document beside what it would be with an answer. */
export function comparisonTitle(path: string, credit: Sentence): string {
  return `${t('{0} with the answer', path.split('/').at(-1) ?? '')} · ${credit}`;
}
