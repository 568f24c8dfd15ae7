import { type ChatHead, type Labels, type SlashCommand, slashCommands } from '../../protocol.ts';
import { createQuery } from '../find/query.ts';
import type { Trigger } from './trigger.ts';

export interface Suggestion {
  readonly name: string;
  readonly detail: string;
  readonly chosen: { readonly command: SlashCommand } | { readonly connectionId: string; readonly assistantId: string };
}

/** What a trigger can mean, best first: names that begin with the word, then those that hold it. */
export function suggestionsFor(trigger: Trigger, head: ChatHead, running: boolean, labels: Labels): Suggestion[] {
  const query = createQuery(trigger.word);
  const rank = (texts: readonly string[]) => {
    if (query.empty) return trigger.word === '' ? 0 : -1;
    const places = texts.flatMap((text) => query.in(text)[0]?.start ?? []);
    if (places.length === 0) return -1;
    return Math.min(...places) === 0 ? 0 : 1;
  };
  const all = trigger.sign === '/' ? commands(labels, running) : assistants(head);
  return all
    .map((entry) => ({ ...entry, rank: rank(entry.texts) }))
    .filter((entry) => entry.rank >= 0)
    .sort((a, b) => a.rank - b.rank)
    .map(({ texts: _, rank: __, ...suggestion }) => suggestion);
}

type Searchable = Suggestion & { readonly texts: readonly string[] };

/** A command answers to its name in the person's language and to its English one. */
function commands(labels: Labels, running: boolean): Searchable[] {
  return slashCommands
    .filter((command) => command !== 'stop' || running)
    .map((command) => {
      const [name = command, detail = ''] = labels.slash[command];
      return { name: `/${name}`, detail, chosen: { command }, texts: [name, command, detail] };
    });
}

function assistants({ choices }: ChatHead): Searchable[] {
  return choices.map(({ connectionId, connectionLabel, assistantId, name }) => ({
    name: `@${name}`,
    detail: connectionLabel,
    chosen: { connectionId, assistantId },
    texts: [name, ...name.split(/\s+/)],
  }));
}
