import { textParts } from '../../chat/text/invisibleCharacters.ts';
import type { Prompts } from '../platform/prompts.ts';
import { listed, type Sentence, t, whole } from '../platform/words.ts';

/** Matches characters that turn the direction of text, or can spell words that only a machine reads. */
const misleading = /[\u202a-\u202e\u2066-\u2069]|[\u{e0000}-\u{e007f}]|(?:\p{Default_Ignorable_Code_Point}){4}/u;

const mostNames = 5;

/** Texts that the person has agreed to. */
const agreed = new Set<string>();

/** Returns the names of the invisible characters in a text; undefined where there are none. */
export function hiddenIn(
  text: string,
): { readonly names: readonly string[]; readonly isMisleading: boolean } | undefined {
  const hidden = textParts(text).filter((part) => part.hidden !== undefined);
  if (hidden.length === 0) return undefined;
  const names = [...new Set(hidden.map((part) => part.hidden ?? ''))];
  return { names: names.slice(0, mostNames), isMisleading: hidden.some((part) => misleading.test(part.text)) };
}

/** Resolves whether a text with characters that mislead a reader, or speak to a machine, may leave the chat; asks once for each. */
export async function agreedToHidden({ prompts }: { readonly prompts: Prompts }, text: string): Promise<boolean> {
  const found = hiddenIn(text);
  if (!found?.isMisleading || agreed.has(text)) return true;
  const use = t('Use Anyway');
  const message = t('This text has invisible characters: {0}', whole(listed(found.names)));
  const detail = t(
    'They can reverse the order in which text is displayed, or hide words meant for another program. They’re left as they are.',
  );
  if ((await prompts.confirm({ message, detail }, use)) !== use) return false;
  agreed.add(text);
  return true;
}

/** Returns the sentence `done`, with the invisible characters that went along. */
export function withHidden(done: Sentence, text: string): Sentence {
  const found = hiddenIn(text);
  return found ? t('{0} (with invisible characters: {1})', whole(done), whole(listed(found.names))) : done;
}
