// Packs the VSIX that VS Code installs, from what is built: the same files give the same bytes, whenever and wherever.
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { packagedReadme } from './packagedReadme.mjs';

/** Later than the first day that a zip file can name, in every time zone: seconds since 1970. */
const dayOfFiles = 315_619_200;

/**
 * @param {string} root @param {string} packagePath
 * @returns {Promise<string[]>} the files in it
 */
export async function packVsix(root, packagePath) {
  const before = { TZ: process.env['TZ'], SOURCE_DATE_EPOCH: process.env['SOURCE_DATE_EPOCH'] };
  // vsce takes the time from here, and a zip file has it in the time of the place.
  process.env['TZ'] = 'UTC';
  process.env['SOURCE_DATE_EPOCH'] ??= String(dayOfFiles);
  try {
    // Everything is bundled: npm is not asked for packages that users need.
    const files = (await listFiles({ cwd: root, packageManager: PackageManager.None })).sort();
    const staging = path.join(root, 'out/package');
    rmSync(staging, { recursive: true, force: true });
    for (const file of [...files, '.vscodeignore']) {
      const copy = path.join(staging, file);
      mkdirSync(path.dirname(copy), { recursive: true });
      cpSync(path.join(root, file), copy);
      // How files may be used goes into the package, and a checkout has it from the machine.
      chmodSync(copy, 0o644);
    }
    const hasRepository = 'repository' in JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    if (!hasRepository) {
      const readme = path.join(staging, 'README.md');
      writeFileSync(readme, packagedReadme(readFileSync(readme, 'utf8')));
    }
    await createVSIX({
      cwd: staging,
      packagePath,
      // Everything is bundled.
      dependencies: false,
      allowMissingRepository: true,
      rewriteRelativeLinks: hasRepository,
    });
    return files;
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
