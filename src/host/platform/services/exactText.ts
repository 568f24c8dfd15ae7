import * as vscode from 'vscode';
import { withNames } from '../../../chat/text/invisibleCharacters.ts';
import { type Sentence, t } from '../words.ts';

/**
 * Sentences around a text of others that is shown word for word, for a place where VS Code reads Markdown. Nothing in it is
 * trusted; what cannot be seen in the text is named below it.
 */
export function aroundExactText(before: Sentence, text: string, after: readonly Sentence[]): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  markdown.appendText(before);
  markdown.appendCodeblock(text, 'text');
  const named = withNames(text);
  if (named !== text) {
    markdown.appendText(t('It contains invisible characters. With their names, it reads:'));
    markdown.appendCodeblock(named, 'text');
  }
  // Where VS Code shows it as plain text, in a dialog, no line ends behind code: a paragraph of its own ends it.
  markdown.appendMarkdown('\n&nbsp;\n\n');
  for (const sentence of after) markdown.appendText(`${sentence}\n\n`);
  return markdown;
}
