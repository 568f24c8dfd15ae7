import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { biomeConfiguration, mayImport, overrides, roomNames, roomOf, sources } from '../../rules/rooms.mjs';

const root = path.join(import.meta.dirname, '../..');

describe('the rooms', () => {
  it('the rooms hold every source file', () => {
    expect(sources().filter((file) => roomOf(file) === undefined)).toEqual([]);
  });

  it('the rooms are small: no folder has more than 15 files but the one for Markdown', () => {
    const counts = Map.groupBy(sources(), (file) => path.posix.dirname(file));
    const large = [...counts].filter(([, files]) => files.length > 15).map(([folder]) => folder);
    expect(large).toEqual(['src/webview/markdown']);
  });

  it('the rooms have no file that only hands on what others export', () => {
    const onlyHandsOn = (file: string) =>
      /^\s*(?:export (?:type )?(?:\*|\{[^}]*\}) from '[^']+';\s*)+$/.test(readFileSync(path.join(root, file), 'utf8'));
    expect(sources().filter(onlyHandsOn)).toEqual([]);
  });

  it('the rooms form no circle', () => {
    const order: string[] = [];
    const visit = (room: string, above: readonly string[]) => {
      expect(above, `${room} is above itself`).not.toContain(room);
      if (order.includes(room)) return;
      for (const below of mayImport(room)) if (below !== room) visit(below, [...above, room]);
      order.push(room);
    };
    for (const room of roomNames) visit(room, []);
    expect(order.sort()).toEqual([...roomNames].sort());
  });

  it('the rooms have the linter rules that are made from their table', () => {
    expect(readFileSync(path.join(root, 'rules/rooms.biome.json'), 'utf8')).toBe(biomeConfiguration());
  });
});

/** A file in a room and an import in it. */
interface Probe {
  readonly file: string;
  readonly text: string;
  readonly isAllowed: boolean;
}

const isFile = (room: string) => room.endsWith('.ts');
const within = (room: string, name: string) => (isFile(room) ? room : `${room}/${name}.ts`);
const specifier = (from: string, to: string) => {
  const relative = path.posix.relative(path.posix.dirname(from), to);
  return relative.startsWith('.') ? relative : `./${relative}`;
};
/** Rooms of a folder of their own: a single file can hold one probe only. */
const folders = roomNames.filter((room) => !isFile(room));
const forms = [
  (from: string) => `import { x } from '${from}';\nexport const y = x;\n`,
  (from: string) => `import type { X } from '${from}';\nexport type Y = X;\n`,
  (from: string) => `export const y = () => import('${from}');\n`,
];
const between = folders.flatMap((room, first) =>
  roomNames.flatMap((other, second): Probe[] => {
    if (other === room) return [];
    const file = within(room, `probe${second}`);
    const form = forms[(first + second) % forms.length] ?? String;
    return [{ file, text: form(specifier(file, within(other, 'target'))), isAllowed: mayImport(room).has(other) }];
  }),
);
const platforms: readonly [room: string, name: string, isAllowed: boolean][] = [
  ['src/base', 'vscode', false],
  ['src/chat/model', 'vscode', false],
  ['src/chat/text', 'node:fs', false],
  ['src/providers/http', 'node:http', false],
  ['src/providers/haufe', 'vscode', false],
  ['src/storage/files', 'node:fs', true],
  ['src/storage/stores', 'node:fs/promises', true],
  ['src/storage/files', 'node:net', false],
  ['src/storage/journal', 'vscode', false],
  ['src/demo/library', 'node:fs', false],
  ['src/host/threads', 'vscode', true],
  ['src/host/threads', 'node:fs', false],
  ['src/webview/dom', 'vscode', false],
  ['src/webview/app', 'node:path', false],
];
const toPlatforms = platforms.map(
  ([room, name, isAllowed], index): Probe => ({
    file: within(room, `platform${index}`),
    text: `import { x } from '${name}';\nexport const y = x;\n`,
    isAllowed,
  }),
);
const hidden: Probe = {
  file: 'src/chat/model/hidden.ts',
  text: "export type Y = typeof import('../session/session.ts');\n",
  isAllowed: false,
};
const probes = [...between, ...toPlatforms, hidden];
let refused: ReadonlySet<string>;

/** One run of the linter over all probes, in a folder with the project's own rules. */
beforeAll(() => {
  const copy = mkdtempSync(path.join(tmpdir(), 'rooms-'));
  try {
    const rules = JSON.parse(readFileSync(path.join(root, 'biome.json'), 'utf8'));
    const own = { ...rules, $schema: undefined, vcs: { enabled: false } };
    writeFileSync(path.join(copy, 'biome.json'), JSON.stringify(own));
    cpSync(path.join(root, 'rules'), path.join(copy, 'rules'), { recursive: true });
    for (const { file, text } of probes) {
      mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
      writeFileSync(path.join(copy, file), text);
    }
    refused = filesRefused(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});

function filesRefused(folder: string): ReadonlySet<string> {
  const biome = path.join(root, 'node_modules/@biomejs/biome/bin/biome');
  const parameters = ['lint', '--only=style/noRestrictedImports', '--only=plugin', '--reporter=github'];
  let output: string;
  try {
    output = execFileSync(process.execPath, [biome, ...parameters, '--max-diagnostics=none', 'src'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: 'pipe',
      maxBuffer: 2 ** 26,
    });
  } catch (failure) {
    output = (failure as { stdout: string }).stdout;
  }
  const files = Array.from(output.matchAll(/file=([^,]+)/g), ([, file = '']) => file);
  return new Set(files.map((file) => path.relative(folder, path.resolve(folder, file)).split(path.sep).join('/')));
}

describe('the linter', () => {
  const named = (some: readonly Probe[]) => some.map(({ file, text }) => `${file}: ${text.split('\n')[0]}`);

  it('the linter refuses every import that the table does not allow, of values, of types and at run time', () => {
    const expected = probes.filter(({ isAllowed }) => !isAllowed);
    expect(named(expected.filter(({ file }) => !refused.has(file)))).toEqual([]);
    expect(expected.length).toBeGreaterThan(1_000);
  });

  it('the linter allows every import that the table allows', () => {
    const expected = probes.filter(({ isAllowed }) => isAllowed);
    expect(named(expected.filter(({ file }) => refused.has(file)))).toEqual([]);
  });

  it('the linter has a rule for each folder that holds a source', () => {
    const covered = overrides().flatMap(({ includes }) => includes);
    const missing = sources().filter(
      (file) => !covered.includes(file) && !covered.includes(`${path.posix.dirname(file)}/*.ts`),
    );
    expect(missing).toEqual([]);
  });
});
