import type { Connection } from '../../../chat/model/connection.ts';
import { type ConnectionSettings, claimedId, parseConnections } from './connectionSchema.ts';

/**
 * Reads the connections setting while somebody may be typing in it: an entry that cannot be used for the moment counts as
 * it did last, and so do all when the setting is no list, or gone. An entry that is gone from the list is gone.
 */
export class LastGoodConnections {
  /** The connections by place in the list; undefined where an entry could not be used yet. */
  #last: readonly (Connection | undefined)[] = [];

  /** The connections that count, and what is wrong in the setting as it stands. Takes its raw value; undefined: not set. */
  take(value: unknown): ConnectionSettings {
    const before = this.#last.filter((connection) => connection !== undefined);
    const byId = new Map(before.map((connection) => [connection.id, connection]));
    const { connections, problems } = parseConnections(value, byId);
    if (!Array.isArray(value)) return { connections: before, problems };
    const broken = new Set(problems.map(({ index }) => index));
    const usable = [...connections];
    const entries = value.map((_, index) => (broken.has(index) ? undefined : usable.shift()));
    const good = new Set(connections.map(({ id }) => id));
    this.#last = entries.map((entry, index) => entry ?? this.#before(value, index, byId, good));
    const counting = this.#last.filter((connection) => connection !== undefined);
    return { connections: [...new Map(counting.map((each) => [each.id, each])).values()], problems };
  }

  /** Drops the last good connections: the setting's removal was no slip. */
  forget(): void {
    this.#last = [];
  }

  /**
   * Returns the earlier form of the unusable entry at `index`, by its id; without one by its place, as long as no entry
   * has been taken out.
   */
  #before(
    value: readonly unknown[],
    index: number,
    byId: ReadonlyMap<string, Connection>,
    good: ReadonlySet<string>,
  ): Connection | undefined {
    const id = claimedId(value[index]);
    if (id !== undefined) return good.has(id) ? undefined : byId.get(id);
    const there = value.length >= this.#last.length ? this.#last[index] : undefined;
    return there && !value.some((entry) => claimedId(entry) === there.id) ? there : undefined;
  }
}
