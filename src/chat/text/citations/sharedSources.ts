import type { Message } from '../../model/model.ts';
import { composeQuestion } from '../../model/questionText.ts';
import { sourceKey } from './comparedSources.ts';

/** A conversation that stands beside others. */
export interface Compared {
  /** Its assistant. */
  readonly name: string;
  readonly messages: readonly Message[];
}

/** The other assistants that name a source for the same question: their names by answer and source. An answer is absent where nobody else was asked. */
export type SharedSources = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Compares the answers of a conversation with those that others give to the same question, as far as they are complete. */
export function sharedSources(own: Compared, others: readonly Compared[]): SharedSources {
  const answered = others.map(({ name, messages }) => ({ name, keys: keysByQuestion(messages) }));
  return Object.fromEntries(
    answersOf(own.messages).flatMap(({ question, answer }) => {
      const beside = answered.flatMap(({ name, keys }) => {
        const found = keys.get(question);
        return found ? [{ name, found }] : [];
      });
      if (beside.length === 0) return [];
      const marks = answer.sources.map((source) => {
        const key = sourceKey(source);
        return [source.id, beside.filter(({ found }) => found.has(key)).map(({ name }) => name)] as const;
      });
      return [[answer.id, Object.fromEntries(marks)] as const];
    }),
  );
}

/** Returns the keys of the sources that each question of a conversation got. */
function keysByQuestion(messages: readonly Message[]): ReadonlyMap<string, ReadonlySet<string>> {
  const keys = new Map<string, Set<string>>();
  for (const { question, answer } of answersOf(messages)) {
    const sources = keys.get(question) ?? new Set();
    for (const source of answer.sources) sources.add(sourceKey(source));
    keys.set(question, sources);
  }
  return keys;
}

/** The complete answers, each with its question as it went out. */
function answersOf(messages: readonly Message[]): readonly { readonly question: string; readonly answer: Message }[] {
  let question: string | undefined;
  return messages.flatMap((message) => {
    if (message.role === 'user') question = composeQuestion(message.text, message.context).trim();
    else if (message.state === 'complete' && question !== undefined) return [{ question, answer: message }];
    return [];
  });
}
