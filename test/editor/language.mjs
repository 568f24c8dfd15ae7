// VS Code's display language. Extensions speak German when VS Code does, and VS Code does when a language pack is registered
// for it. The pack written here is empty: VS Code's own words stay English, the extension's manifest and messages are German.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installExtension } from './extensions.mjs';

/** @param {import('./profile.mjs').Profile} profile @param {string} locale en or another language's code */
export function useLanguage(profile, locale) {
  const packs = path.join(profile.data, 'languagepacks.json');
  if (locale.startsWith('en')) {
    rmSync(packs, { force: true });
    return;
  }
  const name = `language-pack-${locale}`;
  const version = '1.0.0';
  const folder = path.join(profile.extensions, `expert-assistants.${name}-${version}`);
  const translation = path.join(folder, 'main.i18n.json');
  mkdirSync(folder, { recursive: true });
  writeFileSync(translation, JSON.stringify({ version, contents: {} }));
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({
      name,
      publisher: 'expert-assistants',
      version,
      engines: { vscode: '*' },
      contributes: {
        localizations: [
          { languageId: locale, languageName: locale, translations: [{ id: 'vscode', path: './main.i18n.json' }] },
        ],
      },
    }),
  );
  installExtension(profile, folder);
  // VS Code writes this list when it installs a pack, and reads it on start.
  const pack = {
    hash: `expert-assistants-${version}`,
    label: locale,
    extensions: [{ extensionIdentifier: { id: `expert-assistants.${name}` }, version }],
    translations: { vscode: translation },
  };
  writeFileSync(packs, JSON.stringify({ [locale]: pack }));
}
