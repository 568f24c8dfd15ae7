import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { labels } from './pageLabels.ts';

/**
 * Returns the policy of what the page may load: its own files and icons, nothing else; and no HTML string may become
 * DOM. A script that the page's own script imports inherits its nonce.
 */
function contentSecurityPolicy(source: string, nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    `font-src ${source}`,
    `img-src ${source}`,
    `connect-src 'none'`,
    `frame-src 'none'`,
    `worker-src 'none'`,
    `media-src 'none'`,
    `object-src 'none'`,
    `form-action 'none'`,
    `base-uri 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
  ].join('; ');
}

/** The chat page, whose files are below `root`. The words travel as escaped JSON in an attribute, since no inline script may run. */
export function chatPage(webview: vscode.Webview, root: vscode.Uri): string {
  const nonce = randomBytes(16).toString('base64');
  const file = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(root, name)).toString();
  const words = labels();
  return `<!DOCTYPE html>
<html lang="${escaped(words.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(contentSecurityPolicy(webview.cspSource, nonce))}">
<meta http-equiv="x-dns-prefetch-control" content="off">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escaped(file('style.css'))}">
<title>Assistant Chat</title>
</head>
<body data-labels="${escaped(JSON.stringify(words))}">
<script type="module" nonce="${nonce}" src="${escaped(file('main.js'))}"></script>
</body>
</html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
