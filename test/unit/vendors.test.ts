import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { sources } from '../../rules/rooms.mjs';

const root = path.join(import.meta.dirname, '../..');

/** Where a kind of connection is told apart, and so what there is to do for a further one. */
const places = [
  'src/chat/model/connection.ts',
  'src/chat/model/vendors.ts',
  'src/host/connections/vendorForms.ts',
  'src/host/platform/vendorWords.ts',
  'src/vendors.ts',
];
/** Reads what two vendors show on their pages: a further kind need not be among them. */
const pasted = 'src/chat/text/curl/connectionText.ts';
const isPlace = (file: string) => [...places, pasted].includes(file) || /^src\/(?:providers|demo)\//.test(file);

it('names a kind of connection nowhere else', async () => {
  const texts = await Promise.all(
    sources().map(async (file) => ({ file, text: await readFile(path.join(root, file), 'utf8') })),
  );
  const named = texts.filter(({ text }) => /(['"`])(?:haufe|copilotBuilder|demo)\1/.test(text));
  expect(named.map(({ file }) => file).filter((file) => !isPlace(file))).toEqual([]);
});

it('does not compile with a further kind in exactly the tables, and where providers are made', async () => {
  const copy = await mkdtemp(path.join(tmpdir(), 'vendors-'));
  try {
    await cp(path.join(root, 'src'), path.join(copy, 'src'), { recursive: true });
    await cp(path.join(root, 'tsconfig.json'), path.join(copy, 'tsconfig.json'));
    await symlink(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
    const union = path.join(copy, 'src/chat/model/connection.ts');
    const text = await readFile(union, 'utf8');
    const kind = "interface ThirdConnection extends ConnectionBase {\n  readonly provider: 'third';\n}\n";
    const further = `${text.replace(/export type Connection = [^;]+/, '$& | ThirdConnection')}\n${kind}`;
    expect(further).toMatch(/DemoConnection \| ThirdConnection;/);
    await writeFile(union, further);
    const output = await compile(copy);
    const failed = new Set(Array.from(output.matchAll(/^(src\/[^(]+)\(/gm), ([, file]) => file));
    expect([...failed].sort()).toEqual(places.filter((file) => file !== 'src/chat/model/connection.ts'));
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
});

/** What the compiler says of the project in `folder`. */
function compile(folder: string): Promise<string> {
  const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
  return new Promise((resolve) => {
    execFile(process.execPath, [compiler, '-p', '.', '--pretty', 'false'], { cwd: folder }, (_, stdout) =>
      resolve(stdout),
    );
  });
}
