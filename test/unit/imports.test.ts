import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { roomOf, sources } from '../../rules/rooms.mjs';

const root = path.join(import.meta.dirname, '../..');

/** Imports of every form: of values and types, when a file is loaded or later, and `typeof import('…')`. */
const form = /(?:\bfrom|\bimport)\s*\(?\s*'(\.{1,2}\/[^']+)'/g;

/** The files that `text`, which stands in `file`, imports. */
function importedBy(file: string, text: string): readonly string[] {
  const folder = path.posix.dirname(file);
  return [...text.matchAll(form)].map(([, to = '']) => path.posix.join(folder, to));
}

const imports = new Map(
  sources().map((file) => [file, importedBy(file, readFileSync(path.join(root, file), 'utf8'))] as const),
);

/** The files of a circle, or undefined. */
function circleIn(graph: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, above: readonly string[]): readonly string[] | undefined => {
    if (above.includes(file)) return [...above.slice(above.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const to of graph.get(file) ?? []) {
      const circle = visit(to, [...above, file]);
      if (circle) return circle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of graph.keys()) {
    const circle = visit(file, []);
    if (circle) return circle;
  }
  return undefined;
}

/** Rooms of the host that any feature may use, and those that use features. */
const shared = ['src/host/platform', 'src/host/documents', 'src/host/connections'];
const features = [...new Set([...imports.keys()].flatMap((file) => roomOf(file) ?? []))].filter(
  (room) => room.startsWith('src/host/') && ![...shared, 'src/host/chat', 'src/host/commands.ts'].includes(room),
);

describe('the imports of the source files', () => {
  it('finds imports in each of their forms', () => {
    const text = [
      "import { a } from './a.ts';",
      "import type { B } from '../b.ts';",
      "const c = () => import('./c.ts');",
      "type D = typeof import('./d.ts');",
      "import './e.ts';",
    ].join('\n');
    expect(importedBy('src/x/y.ts', text)).toEqual([
      'src/x/a.ts',
      'src/b.ts',
      'src/x/c.ts',
      'src/x/d.ts',
      'src/x/e.ts',
    ]);
    expect([...imports.values()].flat().filter((file) => !imports.has(file))).toEqual([]);
  });

  it('finds no circle, imports of types and those that are read later included', () => {
    expect(circleIn(new Map(Object.entries({ a: ['b'], b: ['c'], c: ['b'] })))).toEqual(['b', 'c', 'b']);
    expect(circleIn(imports)).toBeUndefined();
  });

  it('lets a feature be deleted: only extension.ts and the pages of the chat miss it', () => {
    expect(features).toContain('src/host/composer');
    const missing = [...imports].flatMap(([file, to]) =>
      to.flatMap((target) => {
        const feature = roomOf(target) ?? '';
        const mayMiss = file === 'src/extension.ts' || [feature, 'src/host/chat'].includes(roomOf(file) ?? '');
        return features.includes(feature) && !mayMiss ? [`${file} imports ${target}`] : [];
      }),
    );
    expect(missing).toEqual([]);
  });
});
