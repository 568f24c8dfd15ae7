import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const { contributes } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

interface Place {
  readonly at: string;
  readonly when: string;
}

/** Every `when` of the manifest, wherever it stands, with the way to it. */
function clauses(value: unknown, at = 'contributes'): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) =>
    name === 'when' && typeof each === 'string' ? [{ at, when: each }] : clauses(each, `${at}.${name}`),
  );
}

const all = clauses(contributes);

/** The context keys of a clause: its words without texts, expressions and operators. */
function keysOf(when: string): readonly string[] {
  return when
    .replace(/(?:==|!=)\s*'[^']*'|'[^']*'|\/(?:[^/\\]|\\.)+\/[a-z]*/g, ' ')
    .replace(/(?:==|!=)\s*[\w.]*/g, ' ')
    .split(/[\s!()]+|&&|\|\||=~|==|!=|\bin\b|\bnot\b/)
    .filter((word) => word !== '' && word !== 'true' && word !== 'false');
}

/** VS Code's own, as its documentation names them. */
const ofVsCode = new Set([
  ...[
    'view',
    'viewItem',
    'webviewId',
    'webviewSection',
    'focusedView',
    'listFocus',
    'inputFocus',
    'editorHasSelection',
  ],
  ...[
    'editorTextFocus',
    'editorIsOpen',
    'explorerResourceIsFolder',
    'resource',
    'resourceExtname',
    'isInDiffEditor',
    'commentController',
    'commentThread',
  ],
  ...['editorReadonly', 'activeWebviewPanelId', 'resourceScheme', 'editorLangId', 'textInputFocus'],
]);

const sources = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(path.join(root, 'src', name), 'utf8'))
  .join('\n');

/** The strings that stand in the code: names of context keys are among them, without their prefix. */
const strings = new Set(Array.from(sources.matchAll(/'([\w.]+)'/g), ([, text]) => text));

const views = new Set(
  Object.values<{ id: string }[]>(contributes.views)
    .flat()
    .map(({ id }) => id),
);
const commands = new Map<string, { icon?: string; title: string }>(
  contributes.commands.map((entry: { command: string }) => [entry.command, entry]),
);

/** What `viewItem` can be: the context values that rows are given. */
const contextValues = [
  ...['connection.haufe', 'connection.copilotBuilder', 'connection.demo', 'assistant', 'assistant.former', 'folder'],
  ...['thread', 'thread.running', 'problem', 'failure', 'more', 'hint', 'source', 'source.link', 'passage'],
];

describe('the when clauses of the manifest', () => {
  it('finds when clauses in every place that takes one', () => {
    const count = JSON.stringify(contributes).match(/"when":/g)?.length ?? 0;
    expect(all).toHaveLength(count);
    expect(count).toBeGreaterThan(40);
  });

  it.each(all)('asks for keys that somebody sets: $at ($when)', ({ when }) => {
    for (const key of keysOf(when)) {
      const own = /^expertAssistants\.(\w+)$/.exec(key)?.[1];
      const setting = /^config\.(.+)$/.exec(key)?.[1];
      if (setting !== undefined) expect(contributes.configuration.properties, key).toHaveProperty([setting]);
      else if (own !== undefined) expect(strings.has(own) || new RegExp(`\\b${own}\\b`).test(sources), key).toBe(true);
      else expect(ofVsCode.has(key), key).toBe(true);
    }
  });

  it.each(all.filter(({ when }) => when.includes('view ==')))('names views that exist: $when', ({ when }) => {
    for (const [, name = ''] of when.matchAll(/\bview == ([\w.]+)/g)) expect(views, name).toContain(name);
  });

  it.each(all.filter(({ when }) => when.includes('viewItem')))('fits a row that exists: $when', ({ when }) => {
    for (const [, operator, value = ''] of when.matchAll(/viewItem (==|=~) (\/(?:[^/\\]|\\.)+\/|[\w.]+)/g)) {
      const expression = operator === '=~' ? new RegExp(value.slice(1, -1)) : undefined;
      const fitting = contextValues.filter((row) => (expression ? expression.test(row) : row === value));
      expect(fitting.length, value).toBeGreaterThan(0);
      for (const row of fitting.filter((each) => !each.startsWith('connection'))) {
        const [stem = '', kind = ''] = row.split('.');
        expect(strings.has(row) || (strings.has(stem) && sources.includes(kind)), row).toBe(true);
      }
    }
  });
});

it('completes each step of the walkthrough by a command that exists or a key that somebody sets', () => {
  const steps: { completionEvents: string[] }[] = contributes.walkthroughs.flatMap(
    ({ steps }: { steps: unknown[] }) => steps,
  );
  expect(steps).toHaveLength(6);
  for (const { completionEvents } of steps) {
    expect(completionEvents).not.toEqual([]);
    for (const event of completionEvents) {
      const [, kind, name = ''] = /^on(Command|Context):expertAssistants\.(\w+)$/.exec(event) ?? [];
      if (kind === 'Command') expect([...commands.keys()], event).toContain(`expertAssistants.${name}`);
      else expect(strings, event).toContain(name);
    }
  }
});

it.each(all.filter(({ when }) => when.includes('webviewSection')))(
  'names parts of the page that exist: $when',
  ({ when }) => {
    const [, one, several = ''] = /webviewSection (?:== (\w+)|=~ \/\^\(([\w|]+)\)\$\/)/.exec(when) ?? [];
    for (const section of one === undefined ? several.split('|') : [one])
      expect(sources, section).toMatch(new RegExp(`webviewSection: [^}]*'${section}'`));
  },
);

describe('menus', () => {
  const menus = Object.entries<{ command: string; group?: string; when?: string }[]>(contributes.menus);

  it('shows an icon for each command that stands in a row or a title bar', () => {
    for (const [menu, entries] of menus) {
      for (const { command, group } of entries.filter((entry) => /^(?:inline|navigation)/.test(entry.group ?? '')))
        expect(commands.get(command)?.icon, `${menu} ${group} ${command}`).toBeDefined();
    }
  });

  it('names no command twice for the same place', () => {
    for (const [menu, entries] of menus) {
      const places = entries.map(({ command, group, when }) => `${command} ${group?.split('@')[0]} ${when}`);
      expect(new Set(places).size, menu).toBe(places.length);
    }
  });

  it('keeps out of the palette what needs the row or the selection that it is called on', () => {
    const hidden = new Set(
      contributes.menus.commandPalette
        .filter(({ when }: { when?: string }) => when === 'false')
        .map(({ command }: { command: string }) => command),
    );
    const internal = [
      'moreThreads',
      'openSource',
      'showInAnswer',
      'quoteSelection',
      'openThread',
      'moveConnectionUp',
      'moveConnectionDown',
      'insertThisAnswer',
      'copyThisAnswer',
      'showAsMarkdown',
      'showFormatted',
      ...['sendInMargin', 'stopInMargin', 'retryInMargin', 'resolveInMargin', 'reopenInMargin', 'removeFromMargin'],
      'openMarginInChat',
    ];
    for (const name of internal) expect(hidden, name).toContain(`expertAssistants.${name}`);
  });
});

it('every view has an icon, which it needs where a person moves it', () => {
  for (const view of Object.values<{ id: string; icon?: string }[]>(contributes.views).flat())
    expect(view.icon, view.id).toMatch(/\.svg$/);
});

it('has at most three key bindings', () => {
  expect(contributes.keybindings.length).toBeLessThanOrEqual(3);
});
