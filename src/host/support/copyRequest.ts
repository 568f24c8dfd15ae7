import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import { lastQuestion } from '../../chat/model/transcript.ts';
import { questionFor } from '../../chat/outbox/outgoingQuestion.ts';
import type { Pages } from '../../chat/session/pages.ts';
import { asCurl } from '../../chat/text/curl/asCurl.ts';
import type { Prompts } from '../platform/prompts.ts';
import { t } from '../platform/words.ts';

interface Needed {
  readonly pages: Pages;
  readonly providers: Providers;
  readonly prompts: Prompts;
}

/** Copies the requests of the last question as cURL commands, for IT or for the support of the service; never the key. */
export async function copyRequest(
  { pages, providers, prompts }: Needed,
  write: (text: string) => PromiseLike<void>,
): Promise<void> {
  const session = pages.active;
  const question = session && lastQuestion(session.transcript);
  if (!session || !question) return void prompts.tell('info', t('There’s no question to copy.'));
  const { assistant, connectionId, thread, transcript } = session;
  const provider = await providers.of(connectionId);
  const { text, parts = [text] } = questionFor(assistant, transcript.messages, question.id, false);
  const requests = await provider.describe?.(assistant.id, thread, parts);
  if (!requests) return void prompts.tell('info', t('{0} sends no requests that could be copied.', assistant.name));
  await write(asCurl(requests));
  prompts.status(t('Request copied without the API key'), 4_000);
}
