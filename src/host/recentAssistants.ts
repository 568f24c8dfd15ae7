import type { WorkspaceFact } from '../chat/workspaceFact.ts';

const kept = 20;

interface AssistantKey {
  readonly connectionId: string;
  readonly assistantId: string;
}

/** Who was asked last, remembered for each workspace, so that one window's choice does not change another's. */
export class RecentAssistants {
  readonly #fact: WorkspaceFact;

  constructor(fact: WorkspaceFact) {
    this.#fact = fact;
  }

  async use(assistant: AssistantKey): Promise<void> {
    const key = keyOf(assistant);
    const next = [key, ...this.#keys().filter((other) => other !== key)].slice(0, kept);
    await this.#fact.set(next);
  }

  /** Last used first; the others keep their order. */
  sort<T extends AssistantKey>(assistants: readonly T[]): readonly T[] {
    const keys = this.#keys();
    const rank = (assistant: T) => {
      const index = keys.indexOf(keyOf(assistant));
      return index === -1 ? keys.length : index;
    };
    return assistants.toSorted((a, b) => rank(a) - rank(b));
  }

  #keys(): readonly string[] {
    const keys = this.#fact.get();
    return Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : [];
  }
}

function keyOf({ connectionId, assistantId }: AssistantKey): string {
  return JSON.stringify([connectionId, assistantId]);
}
