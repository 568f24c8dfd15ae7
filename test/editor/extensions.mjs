// Registers unpacked extensions in a profile, wherever their folders lie: what an installation would leave behind, without one.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** @param {import('./profile.mjs').Profile} profile @param {string} folder with a package.json */
export function registerExtension(profile, folder) {
	const { publisher, name, version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
	const id = `${publisher}.${name}`;
	const file = path.join(profile.extensions, 'extensions.json');
	const others = existsSync(file)
		? JSON.parse(readFileSync(file, 'utf8')).filter((/** @type {any} */ each) => each.identifier?.id !== id)
		: [];
	const entry = { identifier: { id }, version, location: { $mid: 1, scheme: 'file', path: folder }, metadata: { source: 'vsix', pinned: true } };
	writeFileSync(file, JSON.stringify([...others, entry]));
}
