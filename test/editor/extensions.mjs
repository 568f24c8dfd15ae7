// Installs an unpacked extension in a profile: what VS Code's own installation would leave behind, but linked to the folder,
// so that a rebuilt extension is there after “Reload Window”.
import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** @param {import('./profile.mjs').Profile} profile @param {string} folder with a package.json */
export function installExtension(profile, folder) {
  const { publisher, name, version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const id = `${publisher}.${name}`;
  const relativeLocation = `${id}-${version}`;
  const link = path.join(profile.extensions, relativeLocation);
  // The link as a whole: VS Code finds out whose code runs by the real path of the extension's folder. And an
  // “Uninstall” in that VS Code removes the link only.
  if (path.resolve(folder) !== link) {
    for (const entry of readdirSync(profile.extensions).filter((each) => each.startsWith(`${id}-`)))
      if (lstatSync(path.join(profile.extensions, entry)).isSymbolicLink())
        rmSync(path.join(profile.extensions, entry));
    symlinkSync(path.resolve(folder), link, 'junction');
  }
  const file = path.join(profile.extensions, 'extensions.json');
  /** @type {Array<{ identifier?: { id?: string } }>} */
  const installed = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  const others = installed.filter((each) => each.identifier?.id !== id);
  const location = { $mid: 1, scheme: 'file', path: link };
  const metadata = { source: 'vsix', pinned: true, installedTimestamp: Date.now() };
  writeFileSync(
    file,
    JSON.stringify([...others, { identifier: { id }, version, location, relativeLocation, metadata }]),
  );
  // The list of extensions to remove would win over the one written here.
  rmSync(path.join(profile.extensions, '.obsolete'), { force: true });
}
