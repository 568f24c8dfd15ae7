import * as vscode from 'vscode';
import type { Log } from '../../base/log.ts';
import type { Feature } from '../platform/feature.ts';
import type { ChatViews } from './chatViews.ts';

interface Parts {
  readonly views: ChatViews;
  readonly log: Log & { show(): void };
  readonly extensionUri: vscode.Uri;
}

/** The pages that show conversations. */
export function chat(parts: Parts) {
  return {
    commands: {
      openChatInEditor: () => parts.views.openInEditor(),
      quoteSelection: () => parts.views.tell({ type: 'quote-selection' }),
      insertSelectedPart: () => parts.views.tell({ type: 'tell-selection' }),
      showAsMarkdown: (argument: unknown) => showRaw(parts.views, argument, true),
      showFormatted: (argument: unknown) => showRaw(parts.views, argument, false),
      focusInput: () => parts.views.focus('input'),
      focusLastAnswer: () => parts.views.focus('last-answer'),
      showLog: () => parts.log.show(),
      openGuide: async () => {
        const guide = vscode.Uri.joinPath(parts.extensionUri, 'media', `guide.${guideLanguage()}.md`);
        await vscode.commands.executeCommand('markdown.showPreview', guide);
      },
      openSettings: async () => {
        await vscode.commands.executeCommand(
          'workbench.action.openSettings',
          '@ext:expert-assistants.expert-assistants',
        );
      },
    },
  } satisfies Feature;
}

/** Shows an answer as it was written, or as it is read, by a menu of the page, which names the answer. */
function showRaw(views: ChatViews, argument: unknown, raw: boolean): void {
  const { messageId } = Object(argument) as { readonly messageId?: unknown };
  if (typeof messageId === 'string') views.tell({ type: 'show-raw', messageId, raw });
}

/** The guide is written in German and English. */
function guideLanguage(): 'de' | 'en' {
  return vscode.env.language.startsWith('de') ? 'de' : 'en';
}
