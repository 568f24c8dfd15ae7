import { assistantChoices } from '../../chat/catalog/assistantChoices.ts';
import { codePoints, composeQuestion, maximumLengthOf, questionProblem } from '../../chat/model/questionText.ts';
import type { SendConsent } from '../../chat/session/sending.ts';
import { offerConnection, type PickedAssistant } from '../connections/pickAssistant.ts';
import type { ReadOnlyTexts } from '../documents/readOnlyDocuments.ts';
import { selectionAsContext } from '../documents/selection.ts';
import { errorSentence } from '../platform/errorText.ts';
import type { Item } from '../platform/prompts.ts';
import { agreesToText } from '../platform/services/askBeforeSending.ts';
import { pickMany } from '../platform/services/pickMany.ts';
import { label, language, listed, t, whole } from '../platform/words.ts';
import type { Needed as AskingParts } from './askCommands.ts';
import { askEach, type EachParts, mostAssistants } from './askEach.ts';

export type SeveralParts = AskingParts &
  EachParts & {
    readonly texts: Pick<ReadOnlyTexts, 'show'>;
    readonly sendConsent: Pick<SendConsent, 'isNeeded'>;
  };

interface Row extends Item {
  readonly key: string;
  readonly choice: PickedAssistant;
}

/** Asks several assistants the same question side by side; about the selected text, where there is any. */
export async function askSeveral(parts: SeveralParts): Promise<void> {
  const { prompts, texts, providers } = parts;
  const context = await selectionAsContext(parts);
  const picked = await pickAssistants(parts);
  if (!picked) return;
  const attached = context ? [context] : [];
  const most = Math.min(...picked.map(({ assistant }) => maximumLengthOf(assistant)));
  const about = context && t('{0} characters of {1} are sent with it.', codePoints(context.text), context.label);
  const names = picked.map(
    ({ assistant, connectionId }) => `${assistant.name} (${providers.connection(connectionId)?.name ?? connectionId})`,
  );
  const show = (name: string, exact: string) => texts.show(`${name}.txt`, exact);
  let text: string | undefined = '';
  for (;;) {
    text = await prompts.input({
      title: t('Ask Several Assistants'),
      prompt: about ?? t('Your question. Each answer opens in a column of its own.'),
      value: text,
      problem: (typed) => {
        const problem = questionProblem(typed.trim() === '' ? '' : composeQuestion(typed, attached), most);
        return problem && errorSentence({ code: problem });
      },
    });
    if (text === undefined) return;
    const leaving = {
      message: t('Send this to {0} assistants?', picked.length),
      where: t('This text is sent to {0}:', whole(listed(names))),
      text: composeQuestion(text, attached),
    };
    // Who wants to see each question is asked for each assistant.
    const agrees = parts.sendConsent.isNeeded || (await agreesToText({ prompts, show }, leaving));
    if (agrees && (await askEach(parts, picked, { text, context: attached }))) return;
    // What was typed is there to be changed.
  }
}

/** Two to four of those that can be asked; undefined when the person gave up. */
async function pickAssistants(parts: SeveralParts): Promise<readonly PickedAssistant[] | undefined> {
  const { providers, prompts } = parts;
  if (providers.connections.length === 0) {
    await offerConnection(parts);
    return undefined;
  }
  const [most, again] = [mostAssistants.toLocaleString(language()), t('Select Assistants')];
  const problem = t('Select at least two assistants, and {0} at most.', most);
  let chosen: readonly Row[] = [];
  for (;;) {
    const before = chosen.map(({ key }) => key);
    const rows = parts.directory.readAll().then(() => rowsOf(parts, before));
    const picked = await pickMany(prompts, rows, t('Select two to {0} assistants', most));
    if (!picked) return undefined;
    if (picked.length > 1 && picked.length <= mostAssistants) return picked.map(({ choice }) => choice);
    chosen = picked;
    if ((await prompts.tell('info', problem, again)) !== again) return undefined;
  }
}

/** All that can be asked, last asked first; those of the `checked` keys are. */
function rowsOf(parts: SeveralParts, checked: readonly string[]): readonly Row[] {
  return assistantChoices(parts).flatMap(({ connectionId, assistantId, name, connectionLabel }) => {
    const assistant = parts.directory.known(connectionId).find(({ id }) => id === assistantId);
    if (!assistant) return [];
    const words = { label: label(name), description: label(connectionLabel) };
    const key = JSON.stringify([connectionId, assistantId]);
    return [{ ...words, key, picked: checked.includes(key), choice: { connectionId, assistant } }];
  });
}
