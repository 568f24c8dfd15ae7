// The oldest release needs three corrections before its packages can be installed without compiling.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** @param {string} folder of the installation @param {string} vscode VS Code's own folder in it */
export function prepareFloor(folder, vscode) {
  // It pins a file watcher that has no prebuilt form; the version that has one is a drop-in replacement.
  rmSync(path.join(vscode, 'npm-shrinkwrap.json'), { force: true });
  const file = path.join(vscode, 'package.json');
  const description = JSON.parse(readFileSync(file, 'utf8'));
  description.dependencies['@parcel/watcher'] = '2.5.6';
  writeFileSync(file, JSON.stringify(description, undefined, 2));
  // Hashes passwords, which a server for one person on loopback does not have.
  const argon2 = path.join(folder, 'node_modules/argon2');
  if (existsSync(path.join(argon2, 'prebuilds'))) return;
  mkdirSync(argon2, { recursive: true });
  writeFileSync(
    path.join(argon2, 'package.json'),
    JSON.stringify({ name: 'argon2', version: '0.0.0', main: 'none.js' }),
  );
  writeFileSync(
    path.join(argon2, 'none.js'),
    'exports.hash = exports.verify = () => { throw new Error("No passwords."); };\n',
  );
}
