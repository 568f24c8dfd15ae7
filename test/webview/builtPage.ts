import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Labels } from '../../src/pageWords.ts';
import { type Theme, themeCss } from './themes.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

interface PageOptions {
  readonly labels: Labels;
  readonly theme: Theme;
  /** Without it the page must be safe all the same. */
  readonly policy: boolean;
}

export interface BuiltPage {
  readonly origin: string;
  /** Address of the page; each call may ask for other words, colours or rules. */
  readonly address: (options: PageOptions) => string;
  readonly close: () => void;
}

/** Builds the page as for the product. @returns its folder */
export function buildPage(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'chat-page-'));
  execFileSync(process.execPath, ['esbuild.mjs', `--page=${folder}`, '--production'], { cwd: root, stdio: 'pipe' });
  return folder;
}

/** Serves the page in `folder` with the rules under which VS Code shows it. */
export async function servePage(folder: string): Promise<BuiltPage> {
  const pages: PageOptions[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://page');
    const page = pages[Number(pathname.slice(1)) || 0];
    try {
      if (/^\/\d+$/.test(pathname) && page) {
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.end(html(page, origin(server)));
      } else if (pathname.startsWith('/theme/')) {
        response.setHeader('content-type', 'text/css');
        response.end(themeCss(pathname.slice('/theme/'.length) as Theme));
      } else {
        const file = readFileSync(path.join(folder, path.normalize(pathname)));
        response.setHeader('content-type', types[path.extname(pathname)] ?? 'application/octet-stream');
        response.end(file);
      }
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: origin(server),
    address: (options) => `${origin(server)}/${pages.push(options) - 1}`,
    close: () => void server.close(),
  };
}

function origin(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function html({ labels, theme, policy }: PageOptions, source: string): string {
  const nonce = 'bm9uY2U';
  const rules = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    `font-src ${source}`,
    `img-src ${source}`,
    "connect-src 'none'; frame-src 'none'; worker-src 'none'; media-src 'none'; object-src 'none'",
    "form-action 'none'; base-uri 'none'",
    "require-trusted-types-for 'script'; trusted-types 'none'",
  ].join('; ');
  const words = JSON.stringify(labels).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<!DOCTYPE html>
<html lang="${labels.language}">
<head>
<meta charset="utf-8">
${policy ? `<meta http-equiv="Content-Security-Policy" content="${rules}">` : ''}
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/theme/${theme}">
<link rel="stylesheet" href="/style.css">
<title>Assistant Chat</title>
<link rel="icon" href="data:,">
</head>
<body class="vscode-${theme}" data-labels="${words}">
<script nonce="${nonce}">${vsCodeApi}</script>
<script type="module" nonce="${nonce}" src="/main.js"></script>
</body>
</html>`;
}

/** Stands in for VS Code: keeps what the page posts, and its state over a reload. */
const vsCodeApi = `
window.posted = [];
window.faults = [];
addEventListener('securitypolicyviolation', (event) => faults.push(event.violatedDirective + ' ' + event.blockedURI));
addEventListener('error', (event) => faults.push(event.message));
let handedOut = false;
window.acquireVsCodeApi = () => {
  if (handedOut) throw new Error('An instance of the VS Code API has already been acquired');
  handedOut = true;
  return {
    postMessage: (message) => posted.push(structuredClone(message)),
    getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
    setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
  };
};`;
