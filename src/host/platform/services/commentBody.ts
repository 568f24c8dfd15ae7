import * as vscode from 'vscode';

/** Markdown that has passed `asNativeMarkdown`, or is our own, for a comment: nothing in it is trusted. */
export function commentBody(markdown: string): vscode.MarkdownString {
  const body = new vscode.MarkdownString(markdown);
  body.isTrusted = false;
  body.supportHtml = false;
  return body;
}

/** Words of a person, as they were typed. */
export function typedBody(text: string): vscode.MarkdownString {
  return new vscode.MarkdownString().appendText(text);
}
