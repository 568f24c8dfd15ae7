import type { AssistantKey } from '../model/model.ts';
import type { WorkspaceValue } from '../ports/storage.ts';

const kept = 20;

/**
 * The assistants that were asked last, remembered for each workspace, so that one window's choice does not change
 * another's.
 */
export class RecentAssistants {
  readonly #fact: WorkspaceValue;

  constructor(fact: WorkspaceValue) {
    this.#fact = fact;
  }

  async use({ connectionId, assistantId }: AssistantKey): Promise<void> {
    const key = { connectionId, assistantId };
    const next = [key, ...this.#keys().filter((other) => !isSame(other, key))].slice(0, kept);
    await this.#fact.set(next);
  }

  /** Last used first; the others keep their order. */
  sort<T extends AssistantKey>(assistants: readonly T[]): readonly T[] {
    const keys = this.#keys();
    const rank = (assistant: T) => {
      const index = keys.findIndex((key) => isSame(key, assistant));
      return index === -1 ? keys.length : index;
    };
    return assistants.toSorted((a, b) => rank(a) - rank(b));
  }

  #keys(): readonly AssistantKey[] {
    const keys = this.#fact.get();
    return Array.isArray(keys) ? keys.filter(isKey) : [];
  }
}

function isKey(value: unknown): value is AssistantKey {
  const { connectionId, assistantId } = Object(value) as Partial<Record<keyof AssistantKey, unknown>>;
  return typeof connectionId === 'string' && typeof assistantId === 'string';
}

function isSame(a: AssistantKey, b: AssistantKey): boolean {
  return a.connectionId === b.connectionId && a.assistantId === b.assistantId;
}
