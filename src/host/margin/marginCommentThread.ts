import * as vscode from 'vscode';
import type { MarginLink } from '../../chat/ports/documentLinks.ts';
import type { PassageLocation } from '../documents/anchors/documentPassages.ts';
import { commentBody, exactBody, typedBody } from '../platform/services/commentBody.ts';
import type { Sentence } from '../platform/words.ts';
import type { MarginComment, MarginState } from './marginContent.ts';

export interface ShownMargin {
  readonly link: MarginLink;
  readonly location: PassageLocation;
  readonly state: MarginState;
  readonly label: Sentence;
  readonly comments: readonly MarginComment[];
}

/** A margin conversation as VS Code shows it. What has not changed is not set again: VS Code would paint it anew. */
export class MarginCommentThread {
  readonly thread: vscode.CommentThread;
  /** VS Code tells comments apart by their objects. */
  readonly #comments = new Map<string, { readonly shown: string; readonly comment: vscode.Comment }>();
  #shown: { readonly resolved: boolean; readonly comments: string } | undefined;

  constructor(controller: vscode.CommentController, { document, range }: PassageLocation, isOpen: boolean) {
    this.thread = controller.createCommentThread(document.uri, range, []);
    this.thread.canReply = true;
    this.thread.collapsibleState = isOpen
      ? vscode.CommentThreadCollapsibleState.Expanded
      : vscode.CommentThreadCollapsibleState.Collapsed;
  }

  show({ link, location, state, label, comments }: ShownMargin): void {
    const { thread } = this;
    const { range } = location;
    // VS Code moves what it shows with the text by itself, line by line.
    if (thread.range?.start.line !== range.start.line || thread.range.end.line !== range.end.line) thread.range = range;
    if (thread.label !== label) thread.label = label;
    const context = link.isResolved ? `${state}.resolved` : state;
    if (thread.contextValue !== context) thread.contextValue = context;
    const written = JSON.stringify(comments);
    if (this.#shown?.comments !== written) thread.comments = comments.map((each) => this.#comment(each));
    if (this.#shown?.resolved !== link.isResolved) {
      const { Resolved, Unresolved } = vscode.CommentThreadState;
      thread.state = link.isResolved ? Resolved : Unresolved;
      if (link.isResolved) thread.collapsibleState = vscode.CommentThreadCollapsibleState.Collapsed;
    }
    this.#shown = { resolved: link.isResolved, comments: written };
  }

  #comment(content: MarginComment): vscode.Comment {
    const shown = JSON.stringify(content);
    const cached = this.#comments.get(content.id);
    if (cached?.shown === shown) return cached.comment;
    const comment: vscode.Comment = cached?.comment ?? {
      mode: vscode.CommentMode.Preview,
      author: { name: content.author },
      body: '',
    };
    comment.body = bodyOf(content);
    comment.author = { name: content.author };
    if (content.label === undefined) delete comment.label;
    else comment.label = content.label;
    if (content.at !== undefined) comment.timestamp = new Date(content.at);
    this.#comments.set(content.id, { shown, comment });
    return comment;
  }

  dispose(): void {
    this.thread.dispose();
  }
}

function bodyOf({ body }: MarginComment): vscode.Comment['body'] {
  if (body.type === 'exact') return exactBody(body.before, body.text);
  return body.type === 'typed' ? typedBody(body.text) : commentBody(body.text);
}
