import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import type { Connection } from '../../chat/model/connection.ts';
import type { MarginLink } from '../../chat/ports/documentLinks.ts';
import type { PassageLocation } from '../documents/anchors/documentPassages.ts';
import { type Sentence, t } from '../platform/words.ts';
import { Findings } from './findings.ts';
import { MarginCommentThread } from './marginCommentThread.ts';
import { findingOf, marginComments, marginLabel, marginState } from './marginContent.ts';

/** A margin conversation with what is shown beside its messages. */
export interface ShownConversation {
  readonly link: MarginLink;
  readonly location: PassageLocation;
  readonly connection: Connection | undefined;
  readonly isAsking: boolean;
  /** The reason why its last question was not sent. */
  readonly note: Sentence | undefined;
  /** Whether it is unfolded when it appears. */
  readonly isUnfolded: boolean;
}

/** VS Code's comment threads and problems, by the ids of the margin conversations that they show. */
export class MarginView extends DisposableStore {
  #controller: vscode.CommentController | undefined;
  #findings: Findings | undefined;
  readonly #threads = new Map<string, MarginCommentThread>();

  /** Shows a conversation, or what has changed in it. */
  show({ link, location, connection, isAsking, note, isUnfolded }: ShownConversation): void {
    const { id, finding } = link;
    if (finding !== undefined) this.#findings ??= this.register(new Findings());
    this.#findings?.show(id, location, findingOf(link));
    let thread = this.#threads.get(id);
    if (!thread) {
      thread = new MarginCommentThread(this.#comments(), location, isUnfolded);
      this.#threads.set(id, thread);
    }
    thread.show({
      link,
      location,
      state: marginState(link, isAsking),
      label: marginLabel(link, connection, location.isLost),
      comments: marginComments(link, connection, { isAsking, note }),
    });
  }

  /** Takes a conversation off the document, where it is shown. */
  hide(id: string): void {
    this.#findings?.show(id, undefined, undefined);
    this.#threads.get(id)?.dispose();
    this.#threads.delete(id);
  }

  /** Returns the id of the conversation that VS Code shows in `thread`. */
  idOf(thread: unknown): string | undefined {
    return [...this.#threads].find(([, shown]) => shown.thread === thread)?.[0];
  }

  /** Made when there is something to show: VS Code shows an empty one in its list of comments. */
  #comments(): vscode.CommentController {
    if (this.#controller) return this.#controller;
    this.#controller = this.register(
      vscode.comments.createCommentController('expertAssistants.margin', 'Expert Assistants'),
    );
    this.#controller.options = { prompt: t('Ask about this text'), placeHolder: t('Type your question') };
    return this.#controller;
  }

  override dispose(): void {
    for (const thread of this.#threads.values()) thread.dispose();
    super.dispose();
  }
}
