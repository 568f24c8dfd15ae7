import type * as vscode from 'vscode';
import type { AssistantDirectory } from '../chat/directory.ts';
import type { ThreadTitles } from '../chat/localTitles.ts';
import type { Log } from '../chat/log.ts';
import type { Providers } from '../chat/providers.ts';
import type { RequestDetailsStore } from '../chat/requestDetails.ts';
import type { ChatSessions } from '../chat/sessions.ts';
import type { AnswerDocuments } from './answerDocuments.ts';
import type { ApiKeys } from './apiKeys.ts';
import type { AssistantsTree } from './assistantsTree.ts';
import type { Attachments } from './attachments.ts';
import type { ChatViews } from './chatViews.ts';
import type { ContextChips } from './contextChips.ts';
import type { Drafts } from './drafts.ts';
import type { FileTexts } from './fileTexts.ts';
import type { LastThread } from './lastThread.ts';
import type { Ratings } from './ratings.ts';
import type { RecentAssistants } from './recentAssistants.ts';
import type { SourcesTree } from './sourcesTree.ts';
import type { TextTarget } from './textTarget.ts';

/** The objects that `extension.ts` makes. A function that needs some of them says which: `Pick<Parts, …>`. */
export interface Parts {
  readonly providers: Providers;
  readonly directory: AssistantDirectory;
  readonly sessions: ChatSessions;
  readonly titles: ThreadTitles;
  readonly keys: ApiKeys;
  readonly drafts: Drafts;
  readonly chips: ContextChips;
  readonly attachments: Attachments;
  readonly ratings: Ratings;
  readonly details: RequestDetailsStore;
  readonly fileTexts: FileTexts;
  readonly recent: RecentAssistants;
  readonly last: LastThread;
  readonly target: TextTarget;
  readonly tree: AssistantsTree;
  readonly sources: SourcesTree;
  readonly views: ChatViews;
  readonly answers: AnswerDocuments;
  /** Where everything on disk lies. */
  readonly storage: vscode.Uri;
  readonly log: Log & { show(): void };
}
