// VS Code from npm for a person's own browser: the extension is installed, the profile is kept.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { installExtension } from './extensions.mjs';
import { installVSCode } from './install.mjs';
import { makeProfile } from './profile.mjs';
import { findProgram } from './programs.mjs';
import { addressOf, startServer } from './server.mjs';

/**
 * @param {{ extension: string, workspace: string, kept: string, locale: string, port: number, open: boolean }} options
 * @returns {Promise<() => Promise<void>>} ends it
 */
export async function startForBrowser({ extension, workspace, kept, locale, port, open }) {
  const installed = await installVSCode();
  const profile = makeProfile({ folder: path.join(kept, 'profile') });
  installExtension(profile, extension);
  const server = await startServer({ installed, profile, locale, port });
  let stopping = false;
  void server.ended.then(() => {
    if (stopping) return;
    console.error('VS Code’s server has ended.');
    process.exit(1);
  });
  const address = addressOf(server, workspace);
  console.log(`
VS Code ${installed.vscode} with Expert Assistants runs at

  ${address}

It listens on this machine only, and without a password: whoever uses this machine can open it.
Settings and documents are kept in ${kept}, keys and chats in your browser.
`);
  const opener =
    process.platform === 'darwin'
      ? 'open'
      : process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']
        ? 'xdg-open'
        : undefined;
  if (open && opener && findProgram(opener)) spawn(opener, [address], { stdio: 'ignore', detached: true }).unref();
  return () => {
    stopping = true;
    return server.stop();
  };
}
