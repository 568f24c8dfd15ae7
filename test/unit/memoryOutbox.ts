import type {
  Outbox,
  OutboxChange,
  OutboxEntry,
  OutboxKey,
  OutboxPlace,
  OutboxQuestion,
} from '../../src/chat/ports/outbox.ts';

/** An Outbox without a disk. What is in it was left by a window that is gone. */
export class MemoryOutbox implements Outbox {
  readonly entries = new Map<string, OutboxEntry>();
  /** What was done, in order. */
  readonly log: string[] = [];

  async add({ isWaiting, ...question }: OutboxQuestion): Promise<void> {
    this.log.push('add');
    this.entries.set(question.id, {
      ...question,
      state: isWaiting ? 'queued' : 'pending',
      partial: '',
      abandoned: true,
      own: false,
    });
  }

  async change({ id }: OutboxKey, { state, ...change }: OutboxChange): Promise<void> {
    this.log.push(state ?? 'change');
    const entry = this.entries.get(id);
    if (!entry) return;
    if (state === 'answered') this.entries.delete(id);
    else this.entries.set(id, { ...entry, ...change, ...(state && { state }) });
  }

  async addPartial({ id }: OutboxKey, delta: string): Promise<void> {
    const entry = this.entries.get(id);
    if (entry) this.entries.set(id, { ...entry, partial: entry.partial + delta });
  }

  async list({ threadId }: OutboxPlace): Promise<readonly OutboxEntry[]> {
    return [...this.entries.values()].filter((entry) => entry.threadId === threadId);
  }

  async latestAbandoned(): Promise<OutboxEntry | undefined> {
    return [...this.entries.values()].at(-1);
  }

  async remove({ id }: OutboxKey): Promise<void> {
    this.entries.delete(id);
  }

  async forget(): Promise<void> {
    this.entries.clear();
  }
}
