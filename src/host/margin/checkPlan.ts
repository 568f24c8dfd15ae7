import type { ContextItem } from '../../chat/model/model.ts';
import { fillPrompt, usesSelection } from '../../chat/text/promptTemplate.ts';
import type { Sentence } from '../platform/words.ts';
import type { AskedInMargin } from './askInThread.ts';

/** Most questions of one check. */
export const mostQuestions = 50;

export interface CheckPrompt {
  readonly name: string;
  readonly text: string;
}

/** A question about a section, as it will be sent: `text`, then the section where it is in `context`. */
export interface PlannedQuestion<T> {
  readonly prompt: string;
  readonly section: T;
  readonly text: string;
  readonly context: readonly ContextItem[];
}

type Variables = Omit<Parameters<typeof fillPrompt>[1], 'selection'>;

/** Every prompt about every section, in the order of the document. */
export function planCheck<T extends { readonly context: ContextItem }>(
  sections: readonly T[],
  prompts: readonly CheckPrompt[],
  variables: Variables,
): readonly PlannedQuestion<T>[] {
  return sections.flatMap((section) =>
    prompts.map(({ name, text }) => ({ prompt: name, section, ...question(text, section.context, variables) })),
  );
}

/** A section that the prompt names at its end goes along as context, which the margin shows; elsewhere it is filled in. */
function question(template: string, context: ContextItem, variables: Variables) {
  const before = template.trim().replace(/\$\{selection\}$/, '');
  const isWithin = usesSelection(before);
  const text = fillPrompt(isWithin ? template : before, { ...variables, selection: context.text }).trim();
  return { text, context: isWithin ? [] : [context] };
}

interface Steps<Q> {
  /** Resolves when the question was answered, or why it was not sent. */
  readonly ask: (question: Q, signal: AbortSignal) => Promise<AskedInMargin>;
  readonly report: (number: number) => void;
}

export interface CheckResult {
  /** Questions that were sent. */
  readonly asked: number;
  /** Why it ended early. */
  readonly why?: Sentence;
}

/** Asks one question after the other: their pace is the service's. Ends at the first that could not be sent, since the next could not either. */
export async function runCheck<Q>(
  questions: readonly Q[],
  { ask, report }: Steps<Q>,
  signal: AbortSignal,
): Promise<CheckResult> {
  for (const [asked, question] of questions.entries()) {
    if (signal.aborted) return { asked };
    report(asked + 1);
    const result = await ask(question, signal);
    if (result.type === 'unsent') return { asked, why: result.why };
  }
  return { asked: questions.length };
}
