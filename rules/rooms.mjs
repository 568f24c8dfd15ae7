// The rooms and what each may import: rooms.json is the table, from which the linter's overrides and the test are made.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const generated = 'rules/rooms.biome.json';

/** @typedef {{ may: string[], platform?: string[] }} Room */

/** @type {{ sets: Record<string, string[]>, rooms: Record<string, Room> }} */
const { sets, rooms } = JSON.parse(readFileSync(path.join(root, 'rules/rooms.json'), 'utf8'));

/** @param {readonly string[]} names @returns {string[]} */
const resolved = (names) =>
  names.flatMap((name) => (name.startsWith('@') ? resolved(sets[name.slice(1)] ?? [`no set ${name}`]) : [name]));

/** The room of a file, or of a folder: the nearest one above it. @param {string} file @returns {string | undefined} */
export function roomOf(file) {
  for (let name = file; name !== '.'; name = path.posix.dirname(name)) if (Object.hasOwn(rooms, name)) return name;
  return undefined;
}

/** What `room` may import, itself included. @param {string} room */
export const mayImport = (room) => new Set([room, ...resolved(rooms[room]?.may ?? [])]);

/** All rooms, by name. */
export const roomNames = Object.keys(rooms);

/** Every source file. @returns {string[]} */
export const sources = () =>
  readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => path.posix.join('src', file.split(path.sep).join('/')))
    .filter((file) => file.endsWith('.ts'))
    .sort();

/** The linter's overrides: one for each folder, since what it may import is written relative to it. */
export function overrides(files = sources()) {
  const isFile = (/** @type {string} */ name) => name.endsWith('.ts');
  const folders = [...new Set(files.map((file) => (roomOf(file) === file ? file : path.posix.dirname(file))))].sort();
  return folders.map((folder) => {
    const room = roomOf(folder) ?? '';
    const from = isFile(folder) ? path.posix.dirname(folder) : folder;
    const to = (/** @type {string} */ target) => {
      const relative = path.posix.relative(from, target);
      return relative.startsWith('.') ? relative : `./${relative}`;
    };
    const allowed = [...mayImport(room)].flatMap((name) => {
      if (isFile(name)) return [to(name)];
      const within = folders.filter((each) => !isFile(each) && roomOf(each) === name && each !== from);
      return within.map((each) => `${to(each)}/*`);
    });
    const group = ['../**', './*/**', ...(from === 'src' ? ['./*'] : []), ...allowed.map((each) => `!${each}`)];
    const platform = [
      'vscode',
      'node:*',
      ...(rooms[room]?.platform ?? []).flatMap((name) => [`!${name}`, `!${name}/**`]),
    ];
    return {
      includes: [isFile(folder) ? folder : `${folder}/*.ts`],
      linter: {
        rules: {
          style: {
            noRestrictedImports: {
              level: 'error',
              options: {
                patterns: [
                  { group, message: `${room} may not import this room (rules/rooms.json).` },
                  { group: platform, message: `${room} may not touch this platform (rules/rooms.json).` },
                ],
              },
            },
          },
        },
      },
    };
  });
}

/** The generated configuration, a line for each folder. */
export const biomeConfiguration = () =>
  `{"overrides":[\n${overrides()
    .map((each) => JSON.stringify(each))
    .join(',\n')}\n]}\n`;

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(path.join(root, generated), biomeConfiguration());
