import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { RecentAssistants } from '../../chat/catalog/recentAssistants.ts';
import { addressOf, type Connection } from '../../chat/model/connection.ts';
import type { Assistant } from '../../chat/model/model.ts';
import { maximumLengthOf, questionProblem } from '../../chat/model/questionText.ts';
import { errorSentence } from '../platform/errorText.ts';
import { listed, t, whole } from '../platform/words.ts';

/** A question of an agent, with whom it goes to: what the person is shown is what is sent. */
export interface ToolQuestion {
  readonly connection: Connection;
  readonly assistant: Assistant;
  readonly text: string;
}

export interface ToolParts {
  readonly providers: Pick<Providers, 'connections' | 'connection'>;
  readonly directory: Pick<AssistantDirectory, 'list'>;
  readonly recent: Pick<RecentAssistants, 'sort'>;
}

/** The reason why an agent's question goes nowhere, in a sentence that the agent gets as well. */
export class ToolRefusal extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'ToolRefusal';
  }
}

/** Reads what an agent wants to ask whom. Only connections that are set to allow it are looked at. Throws a `ToolRefusal` or a ChatError. */
export async function toolQuestion(parts: ToolParts, input: unknown): Promise<ToolQuestion> {
  const { question, assistant: wanted } = Object(input) as { question?: unknown; assistant?: unknown };
  const text = typeof question === 'string' ? question.trim() : '';
  if (text === '') throw new ToolRefusal(errorSentence({ code: 'message-empty' }));
  const allowed = parts.providers.connections.filter(({ allowTool }) => allowTool === true);
  if (allowed.length === 0) {
    throw new ToolRefusal(t('No connection allows agents to ask. The setting “allowTool” of a connection allows it.'));
  }
  const candidates = await candidatesOf(parts, allowed);
  const fitting = typeof wanted === 'string' && wanted.trim() !== '' ? named(candidates, wanted) : candidates;
  const [first] = parts.recent.sort(fitting);
  if (!first) {
    const names = listed(candidates.map(({ assistant }) => assistant.name));
    throw new ToolRefusal(t('There’s no assistant with this name. You can ask: {0}', whole(names)));
  }
  const problem = questionProblem(text, maximumLengthOf(first.assistant));
  if (problem) throw new ToolRefusal(errorSentence({ code: problem }));
  return { connection: first.connection, assistant: first.assistant, text };
}

interface Candidate {
  readonly connectionId: string;
  readonly assistantId: string;
  readonly connection: Connection;
  readonly assistant: Assistant;
}

/** A service that cannot be asked hides no other; where none can, its failure is told. */
async function candidatesOf({ directory }: ToolParts, allowed: readonly Connection[]): Promise<readonly Candidate[]> {
  const lists = await Promise.allSettled(
    allowed.map(async (connection): Promise<Candidate[]> => {
      const assistants = await directory.list(connection.id);
      return assistants
        .filter(({ former }) => !former)
        .map((assistant) => ({ connectionId: connection.id, assistantId: assistant.id, connection, assistant }));
    }),
  );
  const candidates = lists.flatMap((list) => (list.status === 'fulfilled' ? list.value : []));
  const failed = lists.find((list) => list.status === 'rejected');
  if (candidates.length === 0 && failed) throw failed.reason;
  return candidates;
}

function named(candidates: readonly Candidate[], wanted: string): readonly Candidate[] {
  const plain = wanted.trim().toLowerCase();
  const exact = candidates.filter(({ assistant }) => assistant.id === wanted || assistant.name.toLowerCase() === plain);
  return exact.length > 0 ? exact : candidates.filter(({ assistant }) => assistant.name.toLowerCase().includes(plain));
}

/** Returns whether the question still goes where the person was told. */
export function isAsShown({ providers }: Pick<ToolParts, 'providers'>, { connection }: ToolQuestion): boolean {
  const now = providers.connection(connection.id);
  return now?.allowTool === true && JSON.stringify(now) === JSON.stringify(connection);
}

/** Title of the confirmation, and what stands before and after the question in it. */
export function confirmation({ connection, assistant }: ToolQuestion) {
  const address = addressOf(connection);
  const details = (assistant.requiredFields ?? []).length > 0;
  return {
    title: t('Ask {0} ({1})?', assistant.name, connection.name),
    before:
      address === undefined
        ? t('An agent wants to ask the following. It stays on this computer:')
        : t('An agent wants to send this to {0}:', new URL(address).host),
    after: [
      ...(details ? [t('The details that this assistant requires are sent with it.')] : []),
      t('The agent gets the answer with its sources. It may reword it and pass it on to its own language model.'),
      t('VS Code’s chat keeps its own copy of what is asked and answered here.'),
    ],
  };
}
