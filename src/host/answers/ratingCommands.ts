import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { Connection } from '../../chat/model/connection.ts';
import type { Message, Rating } from '../../chat/model/model.ts';
import type { FeedbackDetails } from '../../chat/ports/feedback.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import { cancellable } from '../platform/background.ts';
import type { Item, Prompts } from '../platform/prompts.ts';
import { wordsOf } from '../platform/vendorWords.ts';
import { pickStep, runSteps, textStep } from '../platform/wizard.ts';
import { asLabel, label, type Sentence, t } from '../platform/words.ts';
import type { Ratings } from './ratings.ts';

interface Needed {
  readonly pages: Pages;
  readonly ratings: Ratings;
  readonly providers: Providers;
  readonly prompts: Prompts;
}

/** The time for which a word of thanks stands in the status bar, in milliseconds. */
const saidFor = 8_000;

/** The limit for the vendor's reasons, in milliseconds. */
const limit = 60_000;

/** A command that rates the last answer of the shown conversation. */
function withAnswer(rating: Rating | undefined) {
  return async ({ pages, ratings, providers, prompts }: Needed): Promise<void> => {
    const session = pages.active;
    const answer = session?.transcript.messages.findLast(({ role, storedId }) => role === 'assistant' && storedId);
    if (!session || !answer) {
      void prompts.tell('info', t('There’s no answer to rate.'));
      return;
    }
    await ratings.rate(session, answer, rating);
    const connection = providers.connection(session.connectionId);
    // In the status bar: a notification would lie over the message field, and the answer itself shows its rating.
    const said = saidOf(rating, session.assistant.name, connection);
    if (said !== undefined) prompts.status(said, saidFor);
  };
}

function saidOf(rating: Rating | undefined, name: string, connection: Connection | undefined): Sentence | undefined {
  if (rating === undefined) return t('Your rating of the last answer was removed.');
  return connection ? wordsOf(connection).ratingWasSent(name) : undefined;
}

export const rateAnswerHelpful = withAnswer('positive');
export const rateAnswerNotHelpful = withAnswer('negative');
export const withdrawRating = withAnswer(undefined);

interface ReasonItem extends Item {
  readonly reasonId?: string;
}

/** Asks for one of the vendor's reasons and a comment, both optional, and tells them with the rating. */
export async function sayWhy(
  { ratings, prompts }: Pick<Needed, 'ratings' | 'prompts'>,
  session: ChatSession,
  answer: Message,
): Promise<void> {
  const title = t('Why was the answer not helpful?');
  const asking = { title: t('Loading the reasons…'), limit };
  const read = await cancellable({ prompts }, asking, async (signal) => (await ratings.port(session)).reasons(signal));
  if (read === 'cancelled') return;
  const items: ReasonItem[] = read.value.map(({ id, reason, description }) => ({
    label: label(reason),
    ...(description !== undefined && { detail: label(description) }),
    reasonId: id,
  }));
  const none: ReasonItem = { label: asLabel(t('None of these')) };
  const said = await runSteps<{ reason?: ReasonItem; comment?: string }>({}, [
    {
      ask: async (_, frame) => {
        const step = { placeholder: t('Select a reason'), items: [...items, none] };
        const reason = await pickStep({ prompts }, { title, ...frame }, step);
        return typeof reason === 'string' ? reason : { value: { reason: reason.value } };
      },
    },
    {
      ask: async (_, frame) => {
        const comment = await textStep(
          { prompts },
          { title, ...frame },
          {
            prompt: t('Comment for {0} (optional). Don’t name clients or other people.', session.assistant.name),
            problem: (text) => ([...text].length > 2_000 ? t('The comment is too long.') : undefined),
          },
        );
        return typeof comment === 'string' ? comment : { value: { comment: comment.value } };
      },
    },
  ]);
  if (!said) return;
  const reasonId = said.reason?.reasonId;
  const details: FeedbackDetails = {
    ...(reasonId !== undefined && { reasonId }),
    ...(said.comment && { comment: said.comment }),
  };
  await ratings.rate(session, answer, 'negative', details);
}
