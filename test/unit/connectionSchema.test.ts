import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSafeBaseUrl } from '../../src/chat/model/connection.ts';
import { parseConnections, problemLine } from '../../src/host/connections/settings/connectionSchema.ts';
import { seeded } from './property.ts';

const haufe = { id: 'kanzlei', provider: 'haufe', name: 'Kanzlei A' };
const reasons = (value: unknown) =>
  parseConnections(value).problems.map(({ name, reason, field }) => [name, reason, field]);

describe('the connections setting', () => {
  it('gives each connection its default address, without a trailing slash', () => {
    const { connections, problems } = parseConnections([
      haufe,
      { id: 'b', provider: 'copilotBuilder', name: 'B', deploymentId: ' x ', baseUrl: 'http://127.0.0.1:8080/api/' },
      { id: 'demo', provider: 'demo', name: 'Demo' },
    ]);
    expect(problems).toEqual([]);
    expect(connections).toMatchObject([
      { baseUrl: 'https://api.haufe.ai/agents' },
      { baseUrl: 'http://127.0.0.1:8080/api', deploymentId: 'x' },
      { provider: 'demo' },
    ]);
  });

  it.each([
    [' 3F1D6C9E-2b54-4e0a-9c7d-1a2b3c4d5e6f\n', '3F1D6C9E-2b54-4e0a-9c7d-1a2b3c4d5e6f'],
    ['', undefined],
    ['  ', undefined],
    [undefined, undefined],
  ])('reads the user ID %j without the blanks around it', (userId, read) => {
    const { connections, problems } = parseConnections([{ ...haufe, userId }]);
    expect(problems).toEqual([]);
    expect(connections).toMatchObject([{ id: 'kanzlei', ...(read !== undefined && { userId: read }) }]);
    expect(connections[0]).not.toMatchObject({ userId: '' });
  });

  it.each([
    ['a user ID that is no UUID', [{ ...haufe, userId: 'me' }], [['Kanzlei A', 'shape', 'userId']]],
    ['no list', {}, [['expertAssistants.connections', 'not-a-list', undefined]]],
    ['an unknown provider', [{ ...haufe, provider: 'openai' }], [['Kanzlei A', 'provider', undefined]]],
    ['an id with a space', [{ ...haufe, id: 'Kanzlei A' }], [['Kanzlei A', 'id', undefined]]],
    ['the same id twice', [haufe, { ...haufe, name: 'B' }], [['B', 'duplicate', undefined]]],
    ['http to a foreign host', [{ ...haufe, baseUrl: 'http://example.com' }], [['Kanzlei A', 'address', undefined]]],
    [
      'an address with a password',
      [{ ...haufe, baseUrl: 'https://a:b@example.com' }],
      [['Kanzlei A', 'address', undefined]],
    ],
    ['a field of the wrong type', [{ ...haufe, license: 7 }], [['Kanzlei A', 'shape', 'license']]],
    ['a missing deployment', [{ id: 'b', provider: 'copilotBuilder', name: 'B' }], [['B', 'shape', 'deploymentId']]],
    [
      'no object',
      ['x', null],
      [
        ['#1', 'shape', ''],
        ['#2', 'shape', ''],
      ],
    ],
  ])('names %s, and keeps the others', (_, value, expected) => {
    expect(reasons(value)).toEqual(expected);
    const withGood = Array.isArray(value) ? [...value, { ...haufe, id: 'good' }] : value;
    if (Array.isArray(withGood))
      expect(parseConnections(withGood).connections.some(({ id }) => id === 'good')).toBe(true);
  });

  it.each(['constructor', 'toString', 'hasOwnProperty', 'valueOf', '__proto__'])(
    'keeps the licence for an assistant of the name %s',
    (name) => {
      const licenses = JSON.parse(`{ "${name}": "PI2" }`);
      const [connection] = parseConnections([{ ...haufe, licenses }]).connections;
      expect(JSON.stringify(connection)).toContain(`"licenses":{"${name}":"PI2"}`);
      expect(reasons([{ ...haufe, licenses: { [name]: 7 } }])).toHaveLength(1);
    },
  );

  it('names an entry that cannot be used in the log by its id or place, and by no word of its own', () => {
    const entries = [
      { id: 'haufe', provider: 'haufe', name: 'Client Smith', baseUrl: 'ftp://smith.example/?key=secret' },
      { id: 'Client Smith', provider: 'haufe', name: 'Client Smith' },
      { id: 'b', provider: 'haufe', name: 'B', licenses: { 'Client Smith': 1 } },
      'Client Smith',
      { provider: 'Client Smith', name: '/home/smith/x' },
    ];
    const lines = parseConnections(entries).problems.map(problemLine);
    expect(lines).toEqual(['haufe: address', '#2: id', 'b: shape (licenses)', '#4: shape', '#5: provider']);
    expect(parseConnections('Client Smith').problems.map(problemLine)).toEqual(['not-a-list']);
  });

  it('takes any JSON without throwing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const { connections, problems } = parseConnections(value);
        if (Array.isArray(value)) expect(connections.length + problems.length).toBe(value.length);
      }),
      seeded('connections', 500),
    );
  });

  it('never lets a key travel unencrypted to another machine', () => {
    for (const safe of ['https://a.example', 'http://localhost:1', 'http://127.0.0.1', 'http://[::1]:9/x']) {
      expect(isSafeBaseUrl(safe), safe).toBe(true);
    }
    for (const unsafe of [
      'http://a.example',
      'http://localhost.evil.example',
      'ftp://localhost',
      'x',
      '',
      'https://a/?q',
      'http://127.0.0.1.evil.example',
      'file:///etc',
    ]) {
      expect(isSafeBaseUrl(unsafe), unsafe).toBe(false);
    }
  });
});
