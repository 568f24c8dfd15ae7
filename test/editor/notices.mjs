// Licences of what is bundled, as the packages ship them. Fails on a licence that was not agreed on.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const agreed = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD'];
/** Icons only. */
const agreedForIcons = ['CC-BY-4.0', 'MIT'];

/**
 * @param {string} root
 * @param {Iterable<string>} inputs paths of bundled files, relative to `root`
 * @returns {string} the text of THIRD-PARTY-NOTICES
 */
export function notices(root, inputs) {
  return bundledPackages(inputs)
    .map((name) => notice(root, name))
    .join(`\n\n${'-'.repeat(80)}\n\n`);
}

/**
 * The packages of which something is bundled, by name; the icons are copied.
 * @param {Iterable<string>} inputs paths of bundled files
 */
export function bundledPackages(inputs) {
  const packages = new Set(['@vscode/codicons']);
  for (const input of inputs) {
    const name = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(input)?.[1];
    if (name) packages.add(name);
  }
  return [...packages].sort();
}

/**
 * The folder of an installed package: where Node finds it, also above a checkout that shares its packages with others.
 * @param {string} root @param {string} name @returns {string}
 */
export function packageFolder(root, name) {
  const folder = path.join(root, 'node_modules', name);
  const above = path.dirname(path.resolve(root));
  return existsSync(folder) || above === path.resolve(root) ? folder : packageFolder(above, name);
}

/** @param {string} root @param {string} name */
function notice(root, name) {
  const folder = packageFolder(root, name);
  const { version, license, homepage } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const allowed = name === '@vscode/codicons' ? agreedForIcons : agreed;
  if (!allowed.includes(license)) throw new Error(`${name} has the licence ${license}, which was not agreed on.`);
  const file = existsSync(folder) && readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} ships no licence text.`);
  const text = readFileSync(path.join(folder, file), 'utf8').trim();
  return [`${name} ${version} (${license})`, homepage, text].filter(Boolean).join('\n\n');
}
