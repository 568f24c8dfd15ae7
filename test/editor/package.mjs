// `npm run package`: builds for users and packs the VSIX that VS Code installs. Prints its size and what is in it.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX, listFiles } from '@vscode/vsce';
import { packagedReadme } from './packagedReadme.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const packagePath = path.join(root, 'expert-assistants.vsix');
const staging = path.join(root, 'out/package');

execFileSync(process.execPath, ['esbuild.mjs', '--production'], { cwd: root, stdio: 'inherit' });
const files = (await listFiles({ cwd: root })).sort();
rmSync(staging, { recursive: true, force: true });
for (const file of [...files, '.vscodeignore']) {
  mkdirSync(path.dirname(path.join(staging, file)), { recursive: true });
  cpSync(path.join(root, file), path.join(staging, file));
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
for (const file of files) console.log(file);
console.log(`${path.basename(packagePath)}: ${(statSync(packagePath).size / 1000).toFixed(0)} kB`);
