import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LastGoodConnections } from '../../src/host/connections/settings/lastGoodConnections.ts';
import { seeded } from './property.ts';

const office = { id: 'office', provider: 'haufe', name: 'Office', baseUrl: 'https://api.example/agents' };
const support = { id: 'support', provider: 'copilotBuilder', name: 'Support', deploymentId: 'd1' };

/** What counts after each of the values that the setting has had, one after the other. */
function counting(...values: readonly unknown[]): readonly string[] {
  const connections = new LastGoodConnections();
  return values.map((value) =>
    connections
      .take(value)
      .connections.map((each) => `${each.id} ${'baseUrl' in each ? each.baseUrl : ''}`)
      .join(', '),
  );
}

const before = 'office https://api.example/agents, support https://api.copilotbuilder.ai';

describe('connections while somebody types in the settings', () => {
  it.each([
    ['an address half written', [{ ...office, baseUrl: 'htt' }, support]],
    ['a field of the wrong type', [office, { ...support, deploymentId: 7 }]],
    ['a vendor half written', [{ ...office, provider: 'hau' }, support]],
    ['a name taken out', [{ ...office, name: '' }, support]],
    ['an id taken out', [{ ...office, id: '' }, support]],
    ['an id that cannot be one', [office, { ...support, id: 'Support' }]],
    ['an id of the wrong type', [{ ...office, id: 4 }, support]],
    ['an entry that is no object for a moment', ['office', support]],
    ['an entry that is begun between them', [office, {}, support]],
    ['an entry that is begun before them', [{ provider: 'haufe' }, office, support]],
    ['a setting that is no list', { office, support }],
    ['a setting that is a word', 'office'],
    ['a setting that is null', null],
    ['a setting that is not there', undefined],
  ])('counts the connections as before with %s', (_, value) => {
    const broken = counting([office, support], value, value, [office, support]);
    expect(broken.map((each) => each.split(', ').sort().join(', '))).toEqual([before, before, before, before]);
  });

  it('says what is wrong in the settings while the connections count as before', () => {
    const connections = new LastGoodConnections();
    connections.take([office]);
    expect(connections.take([{ ...office, baseUrl: 'htt' }]).problems).toMatchObject([{ reason: 'address' }]);
    expect(connections.take('office').problems).toMatchObject([{ reason: 'not-a-list' }]);
  });

  it('lets a connection go when its entry is taken out, whatever is wrong in another', () => {
    expect(counting([office, support], [support])[1]).toBe('support https://api.copilotbuilder.ai');
    expect(counting([office, support], [])[1]).toBe('');
    expect(counting(['nothing', office, support], ['nothing', support])[1]).toBe(
      'support https://api.copilotbuilder.ai',
    );
    expect(counting([{}, office], [{}])[1]).toBe('');
    expect(counting([office, { ...support, id: '' }], [{ ...support, id: '' }])[1]).toBe('');
  });

  it('takes what is good in the settings at once, and begins with nothing', () => {
    const moved = { ...office, baseUrl: 'https://other.example' };
    expect(counting([office], [moved])).toEqual(['office https://api.example/agents', 'office https://other.example']);
    expect(counting([{ ...office, baseUrl: 'htt' }], undefined)).toEqual(['', '']);
  });

  it("goes on with a connection's entry as it was when a copy of it is put before it and changed", () => {
    const copy = { ...office, baseUrl: 'https://other.example' };
    expect(counting([office], [office, office], [copy, office], [office, copy])).toEqual(
      Array(4).fill('office https://api.example/agents'),
    );
    // Where neither is as it was, the first counts, as without any before.
    expect(counting([office], [copy, { ...office, name: 'B' }])[1]).toBe('office https://other.example');
  });

  it('lets a connection go that was taken out for good', () => {
    const connections = new LastGoodConnections();
    connections.take([office]);
    connections.forget();
    expect(connections.take(undefined).connections).toEqual([]);
  });

  it('loses no connection over any series of slips in its entry', () => {
    const slip = fc.constantFrom<unknown>(
      { ...office, baseUrl: 'htt' },
      { ...office, id: '' },
      { ...office, provider: 7 },
      'office',
      null,
      {},
    );
    const setting = fc.oneof(
      slip.map((entry) => [entry, support]),
      fc.constantFrom<unknown>(undefined, null, 'x', 7, {}),
    );
    fc.assert(
      fc.property(fc.array(setting), (settings) => {
        const connections = new LastGoodConnections();
        connections.take([office, support]);
        for (const value of settings) {
          const ids = connections.take(value).connections.map(({ id }) => id);
          expect(ids).toContain('office');
          expect(new Set(ids).size).toBe(ids.length);
        }
      }),
      seeded('slips in the settings', 500),
    );
  });
});
