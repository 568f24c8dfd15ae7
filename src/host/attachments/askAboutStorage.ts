import type { Connection } from '../../chat/model/connection.ts';
import type { Prompts } from '../platform/prompts.ts';
import { paragraphs, t } from '../platform/words.ts';

/** Shows the host that a service wants the content of a file to be sent to; whether the person agrees. */
export async function askAboutStorage(
  { prompts }: { readonly prompts: Prompts },
  { name: label }: Connection,
  storage: string,
  before?: string,
): Promise<boolean> {
  const send = t('Send File');
  const { host } = new URL(storage);
  const message = t('Send the file to {0}?', host);
  const detail = paragraphs(
    t('“{0}” uses {1} as the storage for your files. The content is sent there, without your API key.', label, host),
    before !== undefined && t('Until now, it was {0}.', new URL(before).host),
    t('You’re asked again only if the service names a different storage.'),
  );
  return (await prompts.confirm({ message, detail }, send)) === send;
}
