import * as vscode from 'vscode';
import { withNames } from '../../../chat/text/invisibleCharacters.ts';
import { type Sentence, t } from '../words.ts';

/** Markdown that has passed `asNativeMarkdown`, or is our own, for a comment: nothing in it is trusted. */
export function commentBody(markdown: string): vscode.MarkdownString {
  const body = new vscode.MarkdownString(markdown);
  body.isTrusted = false;
  body.supportHtml = false;
  return body;
}

/** Words of a person, as they were typed. */
export function typedBody(text: string): vscode.MarkdownString {
  return commentBody(escaped(text));
}

/** A sentence, and below it a text of others, word for word; what cannot be seen in it is named. */
export function exactBody(before: Sentence, text: string): vscode.MarkdownString {
  const body = commentBody(`${escaped(before)}\n`);
  body.appendCodeblock(text, 'text');
  const named = withNames(text);
  if (named === text) return body;
  body.appendMarkdown(`\n${escaped(t('It contains invisible characters. With their names, it reads:'))}\n`);
  return body.appendCodeblock(named, 'text');
}

/** Every sign as it stands. VS Code's own way out makes each blank one that no line ends at; at a line's start it has to be. */
function escaped(text: string): string {
  return text
    .replace(/[!-/:-@[-`{-~]/g, '\\$&')
    .replace(/^[ \t]+/gm, (blanks) => '&nbsp;'.repeat(blanks.replaceAll('\t', '    ').length))
    .replace(/\r\n|\r|\n/g, '  \n');
}
