// `npm run release:notes`: what CHANGELOG says of this version, for the release page. Fails where it does not say that it is out.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The part of a changelog about `version`.
 * @param {string} changelog @param {string} version
 */
export function releaseNotes(changelog, version) {
  const number = version.replaceAll('.', '\\.');
  const heading = new RegExp(`^## (?:\\[(Unreleased)\\] – ${number}|\\[?${number}\\]? – (.+))$`, 'm').exec(changelog);
  if (!heading) throw new Error(`CHANGELOG.md has nothing about ${version}.`);
  const rest = changelog.slice(heading.index + heading[0].length);
  const next = rest.search(/^## /m);
  const text = (next < 0 ? rest : rest.slice(0, next)).trim();
  if (text === '') throw new Error(`CHANGELOG.md says nothing about ${version}.`);
  return { date: heading[1] ?? heading[2] ?? '', text };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const read = (/** @type {string} */ file) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  const { version } = JSON.parse(read('package.json'));
  const { date, text } = releaseNotes(read('CHANGELOG.md'), version);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new Error(`CHANGELOG.md gives ${version} no date: “${date}”.`);
  console.log(text);
}
