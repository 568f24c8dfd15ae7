import type { Labels } from '../../../pageWords.ts';
import { type ChatHead, type SlashCommand, slashCommands } from '../../../protocol.ts';
import { createQuery } from '../../dom/query.ts';
import type { Trigger } from './trigger.ts';

export interface Suggestion {
  readonly name: string;
  readonly detail: string;
  readonly chosen: { readonly command: SlashCommand } | { readonly connectionId: string; readonly assistantId: string };
}

/**
 * Returns the suggestions for a trigger: first those whose name begins with the word, then those with a word that does.
 */
export function suggestionsFor(trigger: Trigger, head: ChatHead, running: boolean, labels: Labels): Suggestion[] {
  const query = createQuery(trigger.word);
  const begins = (text: string) => query.in(text)[0]?.start === 0;
  const all = trigger.sign === '/' ? commands(labels, running) : assistants(head);
  if (trigger.word === '') return all.map(({ suggestion }) => suggestion);
  const named = all.filter(({ names }) => names.some(begins));
  const described = all.filter(({ names, words }) => !names.some(begins) && words.split(/\s+/).some(begins));
  return [...named, ...described].map(({ suggestion }) => suggestion);
}

interface Searchable {
  readonly suggestion: Suggestion;
  readonly names: readonly string[];
  readonly words: string;
}

/** A command answers to its name in the person's language and to its English one. */
function commands(labels: Labels, running: boolean): Searchable[] {
  return slashCommands
    .filter((command) => command !== 'stop' || running)
    .map((command) => {
      const [name = command, detail = ''] = labels.slash[command];
      return { suggestion: { name: `/${name}`, detail, chosen: { command } }, names: [name, command], words: detail };
    });
}

function assistants({ choices }: ChatHead): Searchable[] {
  return choices.map(({ connectionId, connectionLabel, assistantId, name }) => ({
    suggestion: { name: `@${name}`, detail: connectionLabel, chosen: { connectionId, assistantId } },
    names: [name],
    words: name,
  }));
}
