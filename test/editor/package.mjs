// `npm run package`: builds for users and packs the VSIX that VS Code installs. Prints what is in it, its size and its hash.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { packVsix } from './vsix.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const packagePath = path.join(root, 'expert-assistants.vsix');

execFileSync(process.execPath, ['esbuild.mjs', '--production'], { cwd: root, stdio: 'inherit' });
for (const file of await packVsix(root, packagePath)) console.log(file);
const packed = readFileSync(packagePath);
console.log(`${path.basename(packagePath)}: ${(packed.length / 1000).toFixed(0)} kB`);
console.log(`sha256 ${createHash('sha256').update(packed).digest('hex')}`);
