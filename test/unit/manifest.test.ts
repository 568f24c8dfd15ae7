import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { settingKeys } from '../../src/host/platform/manifest/settingKeys.ts';
import { viewIds } from '../../src/host/platform/manifest/viewIds.ts';

const root = path.join(import.meta.dirname, '../..');
const json = (file: string) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
const source = (...folders: string[]) =>
  folders
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true }).map((name) => path.join(folder, String(name))),
    )
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(path.join(root, name), 'utf8'))
    .join('\n');

const manifest = json('package.json');
const { contributes } = manifest;
const host = `${source('src/host')}\n${readFileSync(path.join(root, 'src/extension.ts'), 'utf8')}`;
const sorted = (values: Iterable<string>) => [...new Set(values)].sort();
const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? '');

describe('manifest and code', () => {
  it('has the same views in manifest and code', () => {
    const declared = Object.values<{ id: string }[]>(contributes.views)
      .flat()
      .map(({ id }) => id);
    expect(sorted(declared)).toEqual(sorted(Object.values(viewIds)));
  });

  it('has the same settings in manifest and code', () => {
    const declared = Object.keys(contributes.configuration.properties);
    expect(sorted(declared)).toEqual(sorted(settingKeys.map((key) => `expertAssistants.${key}`)));
  });

  it('menus and key bindings name commands that exist', () => {
    const commands = new Set(contributes.commands.map((entry: { command: string }) => entry.command));
    const used = [...Object.values<{ command: string }[]>(contributes.menus).flat(), ...contributes.keybindings];
    for (const { command } of used) expect(commands, command).toContain(command);
  });
});

it('no setting can come from a workspace but those that send nothing and decide nothing for the person', () => {
  // A workspace may want each question to be confirmed; that it turns this off for nobody, its reading sees to.
  const harmless = ['notifyWhenDone', 'insert.citations', 'confirmBeforeSending'].map(
    (key) => `expertAssistants.${key}`,
  );
  const settings = Object.entries<{ scope?: string }>(contributes.configuration.properties);
  expect(settings.filter(([, { scope }]) => scope !== 'application').map(([key]) => key)).toEqual(harmless);
});

it('the setting of connections says where alone it counts, in both languages', () => {
  const words = ['package.nls.json', 'package.nls.de.json'].map(
    (file) => JSON.parse(readFileSync(file, 'utf8'))['setting.connections'] as string,
  );
  expect(words[0]).toContain('in the user settings only');
  expect(words[1]).toMatch(/nur in den Benutzereinstellungen/);
});

it('the manifest asks for nothing that is not stable API, and for nothing before first use', () => {
  expect(manifest.enabledApiProposals).toBeUndefined();
  // What else activates it, VS Code derives from the contributions.
  expect(manifest.activationEvents).toEqual(['onWebviewPanel:expertAssistants.chatPanel']);
  expect(manifest.engines.vscode).toBe('^1.106.0');
  expect(manifest.devDependencies['@types/vscode']).toMatch(/^1\.106\./);
});

it('no key binding needs AltGr on a German keyboard', () => {
  for (const { key } of contributes.keybindings) expect(key).not.toMatch(/ctrl\+alt|alt\+[a-z]|['/\\[\]`]/);
});

describe('languages', () => {
  const english = json('package.nls.json');
  const german = json('package.nls.de.json');
  const bundle = json('l10n/bundle.l10n.de.json');
  const holes = (text: string) => sorted(matches(text, /\{(\d)\}/g));

  it('the manifest has every text in both languages', () => {
    const used = matches(JSON.stringify(manifest), /%([\w.]+)%/g);
    expect(sorted(Object.keys(english))).toEqual(sorted(used));
    expect(sorted(Object.keys(german))).toEqual(sorted(used));
  });

  it('the host has every text in German, with the same places to fill, and no other', () => {
    const used = matches(host, /\bt\(\s*'((?:[^'\\]|\\.)*)'/g);
    expect(used.length).toBeGreaterThan(100);
    expect(sorted(Object.keys(bundle))).toEqual(sorted(used));
    for (const [text, translated] of Object.entries<string>(bundle))
      expect(holes(translated), text).toEqual(holes(text));
  });

  it('the guide has the same sections in both languages', () => {
    const sections = (file: string) => matches(readFileSync(path.join(root, 'media', file), 'utf8'), /^(##) /gm).length;
    expect(sections('guide.en.md')).toBeGreaterThan(10);
    expect(sections('guide.de.md')).toBe(sections('guide.en.md'));
  });
});
