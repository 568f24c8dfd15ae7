import type { Providers } from '../../../chat/catalog/providerRegistry.ts';
import { addressOf } from '../../../chat/model/connection.ts';
import type { Departure } from '../../../chat/session/sending.ts';
import type { Prompts } from '../prompts.ts';
import { asLabel, language, paragraphs, plainLines, type Sentence, sentences, t } from '../words.ts';

export interface AskingParts {
  readonly providers: Pick<Providers, 'connection'>;
  readonly prompts: Pick<Prompts, 'confirm' | 'pick'>;
  /** Opens a text as a document that can only be read, by this name. */
  readonly show: (name: Sentence, text: string) => PromiseLike<unknown>;
}

/** The longest text that a dialog shows whole: VS Code's own dialogs scroll, an operating system's may not. */
const longest = 1_200;
const mostLines = 20;

/** A text that is about to leave, and what is said of it. */
interface LeavingText {
  readonly message: Sentence;
  readonly where: Sentence;
  readonly text: string;
  readonly also?: readonly (Sentence | false)[];
}

/** Shows whom a question goes to and exactly what goes, and asks whether it may. What is long can be read as a document first. */
export async function agreesToSend(parts: AskingParts, departure: Departure): Promise<boolean> {
  const { assistant, connectionId, text } = departure;
  const connection = parts.providers.connection(connectionId);
  return agreesToText(parts, {
    message: t('Send this to {0} ({1})?', assistant.name, connection?.name ?? connectionId),
    where: whereTo(connection && addressOf(connection)),
    text,
    also: alsoSent(departure),
  });
}

/** Shows exactly what is about to leave, and asks whether it may. */
export async function agreesToText(
  { prompts, show: open }: Omit<AskingParts, 'providers'>,
  { message, where, text, also = [] }: LeavingText,
): Promise<boolean> {
  const send = t('Send');
  const show = t('Show Text');
  const beginning = text.split('\n').slice(0, mostLines).join('\n').slice(0, longest).toWellFormed();
  const isWhole = beginning === text;
  const detail = paragraphs(
    where,
    plainLines(isWhole ? text : `${beginning}…`),
    !isWhole && t('This is the beginning of {0} characters.', text.length.toLocaleString(language())),
    ...also,
  );
  const choice = await prompts.confirm({ severity: 'info', message, detail }, send, ...(isWhole ? [] : [show]));
  if (choice !== show) return choice === send;
  await open(t('Text to Send'), text);
  // Below it the whole text can be scrolled, which no dialog lets happen.
  const rows = [{ label: asLabel(send) }, { label: asLabel(t('Don’t Send')) }];
  const picked = await prompts.pick(rows, { placeholder: message, ignoreFocusOut: true });
  return picked === rows[0];
}

function whereTo(address: string | undefined): Sentence {
  return address === undefined
    ? t('It stays on this computer:')
    : t('This text is sent to {0}:', new URL(address).host);
}

function alsoSent({ assistant, fileName }: Departure): readonly (Sentence | false)[] {
  const hasDetails = (assistant.requiredFields ?? []).length > 0;
  return [
    sentences(
      fileName !== undefined && t('The file “{0}” is sent with it.', fileName),
      hasDetails && t('The details that this assistant requires are sent with it.'),
    ) || false,
  ];
}
