import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Connection } from '../../src/chat/model/connection.ts';
import { agreedImport } from '../../src/host/connections/manage/agreedImport.ts';
import { moved } from '../../src/host/connections/manage/connectionOrder.ts';
import { needKeys, planImport, withImported } from '../../src/host/connections/manage/importPlan.ts';
import { seeded } from './property.ts';
import { scriptedPrompts } from './scriptedPrompts.ts';

const haufe: Connection = { id: 'a', provider: 'haufe', name: 'Kanzlei A', baseUrl: 'https://api.haufe.ai/agents' };
const file = (...connections: unknown[]) => JSON.stringify(connections);

describe('an administrator’s file', () => {
  it.each<[string, string]>([
    ['a list', file(haufe)],
    ['an object with the list', JSON.stringify({ connections: [haufe] })],
    ['a settings file', JSON.stringify({ 'editor.tabSize': 2, 'expertAssistants.connections': [haufe] })],
    ['a file with a byte order mark', `\uFEFF${file(haufe)}`],
  ])('reads an administrator’s file that is %s', (_, text) => {
    expect(planImport(text, [])).toMatchObject({
      added: [haufe],
      changed: [],
      same: 0,
      problems: [],
      holdsKeys: false,
    });
  });

  it.each(['', 'null', '7', '"a"', '{}', '{"connections":{}}', '[', '<html>'])(
    'refuses %j as an administrator’s file',
    (text) => {
      expect(planImport(text, [])).toBeUndefined();
    },
  );

  it.each([
    { apiKey: 'SECRET' },
    { 'api-key': 'SECRET' },
    { key: 'SECRET' },
    { headers: { Authorization: 'SECRET' } },
    { token: 'SECRET' },
    { sourceLink: { password: 'SECRET' } },
  ])('leaves a key out, and says that it holds one: %j', (extra) => {
    const plan = planImport(file({ ...haufe, ...extra }), []);
    expect(plan?.holdsKeys).toBe(true);
    expect(JSON.stringify(plan && withImported([], plan))).not.toContain('SECRET');
  });

  it('finds a key however deep it stands', () => {
    const depth = 100_000;
    const text = `[{"a":${'['.repeat(depth)}{"key":"SECRET"}${']'.repeat(depth)}}]`;
    expect(planImport(text, [])).toMatchObject({ added: [], holdsKeys: true });
  });

  it('gives nobody the user ID of another person, and leaves one’s own', () => {
    const [theirs, own] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
    const text = file({ ...haufe, userId: theirs, name: 'Renamed' });
    expect(JSON.stringify(planImport(text, []))).not.toContain(theirs);
    const plan = planImport(text, [{ ...haufe, userId: own }]);
    expect(plan?.changed[0]?.to).toMatchObject({ name: 'Renamed', userId: own });
  });

  it('asks for the key of every address that is new, and of no other', () => {
    const moved = { ...haufe, baseUrl: 'https://elsewhere.example/agents' };
    const renamed = { ...haufe, name: 'Renamed' };
    const keys = (text: string, known: readonly Connection[]) => {
      const plan = planImport(text, known);
      return plan && needKeys(plan).map(({ id }) => id);
    };
    expect(keys(file(haufe), [])).toEqual(['a']);
    expect(keys(file(moved), [haufe])).toEqual(['a']);
    expect(keys(file(renamed), [haufe])).toEqual([]);
    expect(keys(file({ id: 'demo', provider: 'demo', name: 'Demo' }), [])).toEqual([]);
  });

  it('changes the entry of the same id alone, and leaves entries that cannot be used', () => {
    const broken = { id: 'B R O K E N' };
    const plan = planImport(file({ ...haufe, name: 'Renamed' }), [haufe]);
    expect(plan && withImported([broken, haufe, { ...haufe, id: 'b' }], plan)).toEqual([
      broken,
      { ...haufe, name: 'Renamed' },
      { ...haufe, id: 'b' },
    ]);
  });
});

describe('importing', () => {
  const agree = (text: string, known: readonly Connection[] = [], answer: string | undefined = 'Import') => {
    const { prompts, shown } = scriptedPrompts(() => answer);
    return agreedImport({ prompts }, { name: 'office.json', text }, () => known).then((plan) => ({ plan, shown }));
  };

  it('shows each connection with its whole address before anything changes', async () => {
    const { plan, shown } = await agree(file({ ...haufe, name: '[Kanzlei](command:x)', allowTool: true }));
    expect(plan).toMatchObject({ added: [{ id: 'a' }] });
    expect(shown[0]?.detail).toContain('https://api.haufe.ai/agents');
    expect(shown[0]?.detail).toContain('Agents may ask it.');
    expect(shown[0]?.detail).not.toContain('](command:');
  });

  it('shows the address of before where a connection would lead elsewhere', async () => {
    const { shown } = await agree(file({ ...haufe, baseUrl: 'https://elsewhere.example/agents' }), [haufe]);
    expect(shown[0]?.detail).toMatch(/elsewhere\.example.*before at https:\/\/api\.haufe\.ai/);
  });

  it('imports nothing without consent, and nothing that is there already', async () => {
    expect((await agree(file(haufe), [], 'Cancel')).plan).toBeUndefined();
    const again = await agree(file(haufe), [haufe]);
    expect([again.plan, again.shown[0]?.text]).toEqual([undefined, 'All connections in this file already exist.']);
  });

  it('says what is wrong with a file, and lets the person choose another', async () => {
    const { prompts, shown } = scriptedPrompts(() => 'Choose Another File…');
    const again = (text?: string) => agreedImport({ prompts }, { name: 'office.json', text }, () => []);
    expect([await again(), await again('{}')]).toEqual(['again', 'again']);
    expect(shown.map(({ text }) => text)).toEqual([
      'office.json couldn’t be read.',
      'This file isn’t a list of connections. Nothing was imported.',
    ]);
  });

  it('imports nothing when the connections changed while the person was asked', async () => {
    const { prompts, shown } = scriptedPrompts(() => 'Import');
    const states = [[], [haufe]];
    const plan = await agreedImport(
      { prompts },
      { name: 'office.json', text: file(haufe) },
      () => states.shift() ?? [],
    );
    expect([plan, shown.at(-1)?.text]).toEqual([undefined, expect.stringContaining('changed meanwhile')]);
  });
});

describe('the order of connections', () => {
  const entry = (id: string) => ({ id, provider: 'demo', name: id });
  const ids = (setting: readonly unknown[]) => setting.map((each) => (each as { id?: unknown }).id);

  it('changes among those that can be used, past those that cannot', () => {
    const setting = [entry('a'), 'broken', entry('b'), entry('c')];
    expect(ids(moved(setting, 'b', 'up'))).toEqual(['b', undefined, 'a', 'c']);
    expect(ids(moved(setting, 'b', 'down'))).toEqual(['a', undefined, 'c', 'b']);
  });

  it('stays at both ends, and where the connection is gone', () => {
    const setting = [entry('a'), entry('b')];
    expect(moved(setting, 'a', 'up')).toBe(setting);
    expect(moved(setting, 'b', 'down')).toBe(setting);
    expect(moved(setting, 'z', 'up')).toBe(setting);
  });

  it('comes back when a connection goes one down and up again, and loses no entry', () => {
    const entries = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(entries, fc.nat(), (names, at) => {
        const setting = names.map(entry);
        const id = names[at % names.length] ?? '';
        const down = moved(setting, id, 'down');
        expect([...ids(down)].sort()).toEqual([...names].sort());
        if (down !== setting) expect(moved(down, id, 'up')).toEqual(setting);
      }),
      seeded('order of connections', 200),
    );
  });
});
