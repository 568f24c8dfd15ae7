import * as vscode from 'vscode';
import type { ContextItem } from '../chat/model.ts';
import type { ChatSession } from '../chat/session.ts';
import { Owner } from './disposable.ts';

/** The passages that go out with the next message of a conversation. Put there by a command, never by themselves. */
export class ContextChips extends Owner {
  readonly #items = new WeakMap<ChatSession, readonly ContextItem[]>();
  readonly #changes = this.register(new vscode.EventEmitter<ChatSession>());
  readonly onChange = this.#changes.event;

  of(session: ChatSession | undefined): readonly ContextItem[] {
    return (session && this.#items.get(session)) ?? [];
  }

  add(session: ChatSession, item: Omit<ContextItem, 'id'>): void {
    this.set(session, [...this.of(session), { ...item, id: crypto.randomUUID() }]);
  }

  remove(session: ChatSession, id: string): void {
    this.set(
      session,
      this.of(session).filter((item) => item.id !== id),
    );
  }

  set(session: ChatSession, items: readonly ContextItem[]): void {
    this.#items.set(session, items);
    this.#changes.fire(session);
  }
}
