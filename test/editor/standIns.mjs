// Two of VS Code's native modules come without a compiled form, and compiling them takes a compiler and minutes.
import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** @param {string} modules VS Code's node_modules */
export function putStandIns(modules) {
	const log = path.join(modules, '@vscode/spdlog');
	copyFileSync(fileURLToPath(new URL('logFiles.mjs', import.meta.url)), path.join(log, 'index.mjs'));
	writeFileSync(path.join(log, 'package.json'), JSON.stringify({ name: '@vscode/spdlog', version: '0.0.0', exports: './index.mjs' }));
	// It ends an extension host whose server died in a busy loop; ours ends with its process group.
	writeFileSync(path.join(modules, '@vscode/native-watchdog/index.js'), 'exports.start = () => {};\n');
}
