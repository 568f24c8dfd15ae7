// `npm run package`: builds for users and packs the VSIX that VS Code installs. Prints its size and what is in it.
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX, listFiles } from '@vscode/vsce';

const root = fileURLToPath(new URL('../..', import.meta.url));
const packagePath = path.join(root, 'expert-assistants.vsix');

execFileSync(process.execPath, ['esbuild.mjs', '--production'], { cwd: root, stdio: 'inherit' });
await createVSIX({
  cwd: root,
  packagePath,
  // Everything is bundled; pictures of the README lie in the package, so no address has to be put before them.
  dependencies: false,
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
});
for (const file of (await listFiles({ cwd: root })).sort()) console.log(file);
console.log(`${path.basename(packagePath)}: ${(statSync(packagePath).size / 1000).toFixed(0)} kB`);
