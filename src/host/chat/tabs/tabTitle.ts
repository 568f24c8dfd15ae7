import type * as vscode from 'vscode';
import { all } from '../../../base/disposable.ts';
import type { Page } from '../../../chat/session/pages.ts';
import type { ChatSession } from '../../../chat/session/session.ts';
import { plain, t } from '../../platform/words.ts';

/** The tab is called by the conversation in it, so that two cases are not taken for each other. */
export function nameAfterConversation(panel: vscode.WebviewPanel, page: Page): vscode.Disposable {
  let followed: { dispose(): unknown } | undefined;
  const follow = (session: ChatSession | undefined) => {
    const name = () => {
      const chat = t('Assistant Chat');
      const title = session?.thread?.title;
      panel.title = title === undefined ? chat : `${plain(title)} – ${chat}`;
    };
    followed?.dispose();
    followed = session?.onChange(name);
    name();
  };
  follow(page.session);
  return all(page.onShown(follow), { dispose: () => followed?.dispose() });
}
