import { addressOf, type Connection } from '../../../chat/model/connection.ts';
import type { Prompts } from '../../platform/prompts.ts';
import { wordsOf } from '../../platform/vendorWords.ts';
import { bullet, lines, paragraphs, type Sentence, sentences, t } from '../../platform/words.ts';
import { type ImportPlan, needKeys, planImport } from './importPlan.ts';

/** A file that was chosen; its text is undefined where it could not be read. */
export interface ImportFile {
  readonly name: string;
  readonly text: string | undefined;
}

/**
 * Returns the import that the person agreed to; undefined where that is nothing, which is said, and `again` where another
 * file is to be chosen. Changes nothing.
 */
export async function agreedImport(
  { prompts }: { readonly prompts: Prompts },
  { name, text }: ImportFile,
  known: () => readonly Connection[],
): Promise<ImportPlan | 'again' | undefined> {
  const before = known();
  const plan = text === undefined ? undefined : planImport(text, before);
  if (!plan) {
    const again = t('Choose Another File…');
    const problem =
      text === undefined
        ? t('{0} couldn’t be read.', name)
        : t('This file isn’t a list of connections. Nothing was imported.');
    return (await prompts.tell('error', problem, again)) === again ? 'again' : undefined;
  }
  const notes = notesOn(plan);
  if (plan.added.length + plan.changed.length === 0) {
    const nothing =
      plan.same > 0
        ? t('All connections in this file already exist.')
        : t('This file has no connection that can be used.');
    void prompts.tell('info', sentences(nothing, ...notes));
    return undefined;
  }
  const doImport = t('Import');
  const detail = paragraphs(
    lines(...plan.added.map((connection) => bullet(described(connection)))),
    lines(...plan.changed.map((change) => bullet(changeDescribed(change)))),
    needKeys(plan).length > 0 &&
      t('Next, you’re asked for the API key of each connection. It’s sent only to the address shown here.'),
    ...notes,
  );
  const message = t('Import {0} connections?', plan.added.length + plan.changed.length);
  const choice = await prompts.confirm({ message, detail }, doImport);
  if (choice !== doImport) return undefined;
  if (JSON.stringify(known()) === JSON.stringify(before)) return plan;
  void prompts.tell(
    'warning',
    t('Your connections have changed meanwhile. Nothing was imported. Import the file again.'),
  );
  return undefined;
}

function described(connection: Connection): Sentence {
  const address = addressOf(connection);
  const name = wordsOf(connection).name();
  return sentences(
    address === undefined ? t('{0} ({1})', connection.name, name) : t('{0} ({1}): {2}', connection.name, name, address),
    permissions(connection),
  );
}

function changeDescribed({ from, to }: { readonly from: Connection; readonly to: Connection }): Sentence {
  return addressOf(from) === addressOf(to)
    ? sentences(t('Changes “{0}”, at the same address.', from.name), permissions(to))
    : sentences(
        t('Changes “{0}”, now at {1}, before at {2}.', from.name, addressOf(to) ?? '–', addressOf(from) ?? '–'),
        permissions(to),
      );
}

/** Returns what the entry allows beyond asking by hand. */
function permissions(connection: Connection): Sentence | undefined {
  const { allowTool, allowMcp } = connection as { readonly allowTool?: boolean; readonly allowMcp?: boolean };
  return allowTool || allowMcp ? t('Agents may ask it.') : undefined;
}

function notesOn({ problems, holdsKeys }: ImportPlan): readonly Sentence[] {
  return [
    ...(problems.length > 0 ? [t('Entries that can’t be used, and were left out: {0}', problems.length)] : []),
    ...(holdsKeys
      ? [
          t(
            'The file contains something that looks like an API key. It isn’t imported. Tell the person who made the file that API keys don’t belong in it.',
          ),
        ]
      : []),
  ];
}
