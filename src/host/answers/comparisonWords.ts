import { daysSince } from '../../base/durations.ts';
import type { Connection } from '../../chat/model/connection.ts';
import type { Assistant, Message } from '../../chat/model/model.ts';
import { titleOf } from '../../chat/model/questionText.ts';
import { factsOf } from '../../chat/model/vendors.ts';
import type { ComparisonWords } from '../../export/comparison.ts';
import { sourcesLeftOut } from '../platform/services/counts.ts';
import { creditOf } from '../platform/services/creditLine.ts';
import { whereAnswersComeFrom } from '../platform/vendorWords.ts';
import { language, listed, type Sentence, t } from '../platform/words.ts';

/** Returns how old an answer is, in words. */
export function ageOf({ createdAt }: Pick<Message, 'createdAt'>, now = Date.now()): Sentence {
  if (Number.isNaN(Date.parse(createdAt ?? ''))) return t('of unknown age');
  const days = daysSince(createdAt, now);
  if (days <= 0) return t('less than a day old');
  return days === 1 ? t('1 day old') : t('{0} days old', days.toLocaleString(language()));
}

/** The title of the two documents side by side: the age of the earlier one, and whom they are owed to. */
export function comparedAnswersTitle(
  connection: Connection | undefined,
  assistant: Assistant,
  before: readonly Message[],
): Sentence {
  const [answer] = before;
  const title = t('Answer of {0} ({1}) and new answer', dateOf(answer), answer ? ageOf(answer) : '');
  const isMadeUp = connection !== undefined && factsOf(connection).isLocal;
  return isMadeUp ? title : listed([title, creditOf(assistant)], ' · ');
}

export function comparisonWords(
  connection: Connection | undefined,
  assistant: Assistant,
  question: Message,
): ComparisonWords {
  return {
    title: titleOf(question.text),
    facts: (answers) => factsLine(connection, assistant, answers),
    notices: (answers) =>
      answers.some(({ details }) => details?.legalAdvice === true)
        ? [
            t(
              'The service classified this as a request for legal advice. The answer is general information and doesn’t replace advice on your case.',
            ),
          ]
        : [],
    author: ({ author }) => author ?? assistant.name,
    sources: t('Sources'),
    shared: t('In both answers'),
    onlyBefore: t('Only in the earlier answer'),
    onlyAfter: t('Only in the new answer'),
    noSources: t('Neither answer has sources.'),
    moreSources: sourcesLeftOut,
    shortened: t('shortened'),
    origin: whereAnswersComeFrom(connection),
  };
}

function factsLine(connection: Connection | undefined, assistant: Assistant, answers: readonly Message[]): Sentence {
  const [answer] = answers;
  const isWhole = answers.every(({ state }) => state === 'complete');
  const facts = [assistant.name, connection?.name ?? '', dateOf(answer), answer ? ageOf(answer) : ''];
  return listed(
    [...facts, isWhole ? '' : t('incomplete')].filter((fact) => fact !== ''),
    ' · ',
  );
}

function dateOf(answer: Message | undefined): string {
  const at = new Date(answer?.createdAt ?? '');
  return Number.isNaN(at.getTime())
    ? t('unknown date')
    : at.toLocaleString(language(), { dateStyle: 'medium', timeStyle: 'short' });
}
