// Opens a desktop VS Code with the extension under development.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { cacheFolder } from './cache.mjs';

/** VS Code as @vscode/test-electron downloads it. @returns {Promise<string>} its executable */
export async function downloadDesktop() {
  return await downloadAndUnzipVSCode({ version: 'stable', cachePath: path.join(cacheFolder, 'desktop') });
}

/**
 * It stays open when this program ends.
 * @param {string} executable
 * @param {{ extension: string, workspace: string, locale: string, kept?: string }} options `kept`: folder for a profile of its own
 */
export function openDesktop(executable, { extension, workspace, locale, kept }) {
  const parameters = ['--new-window', `--extensionDevelopmentPath=${extension}`, workspace];
  if (locale !== 'en') parameters.push('--locale', locale);
  if (kept)
    parameters.push(
      `--user-data-dir=${path.join(kept, 'desktop')}`,
      `--extensions-dir=${path.join(kept, 'extensions')}`,
    );
  const shell = process.platform === 'win32' && executable.endsWith('.cmd');
  const quoted = shell ? [executable, ...parameters].map((each) => `"${each}"`) : [executable, ...parameters];
  spawn(quoted[0] ?? executable, quoted.slice(1), { detached: true, stdio: 'ignore', shell }).unref();
}
