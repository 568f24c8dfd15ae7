import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLicence, metaDataOf, requiredFields } from '../../src/providers/haufe/lists/requirements.ts';
import { seeded } from './property.ts';

describe('request_required_fields', () => {
  test.each([
    // As the vendor's sample has it.
    [{ __root__: ['user_data'], user_data: ['licence'] }, ['user_data.licence']],
    [{ __root__: ['a', 'b'], b: ['c', 'd'], d: ['e'] }, ['a', 'b.c', 'b.d.e']],
    [{ __root__: ['a'] }, ['a']],
    // A level that nothing leads to, and levels written inside each other.
    [{ user_data: ['licence'] }, ['user_data.licence']],
    [{ __root__: [], user_data: ['licence'], other: ['x'] }, ['user_data.licence', 'other.x']],
    [{ user_data: { licence: true, company: ['size'] } }, ['user_data.licence', 'user_data.company.size']],
    [{ __root__: { user_data: ['licence'] } }, ['user_data.licence']],
    [{ __root__: ['user_data'], user_data: { __root__: ['licence'] } }, ['user_data.licence']],
    // Levels that lead to themselves end.
    [{ __root__: ['a'], a: ['a'] }, ['a.a']],
    [{ __root__: ['a'], a: ['b'], b: ['a', 'c'] }, ['a.b.a', 'a.b.c']],
    // An empty level asks for nothing but itself.
    [{ __root__: ['user_data'], user_data: [] }, ['user_data.licence']],
    [{ __root__: ['a', 'a'], b: true }, ['a', 'b']],
    // What is no name, and what has another shape.
    [{ __root__: ['a.b', '', ' ', '__proto__', 7, null, 'ok'] }, ['ok']],
    [{}, []],
    [null, []],
    [[], []],
    ['user_data', []],
    [{ __root__: 'user_data' }, []],
    [{ __root__: 7, x: null }, []],
  ])('reads that request_required_fields %j ask for %j', (fields, paths) => {
    expect(requiredFields(fields)).toEqual(paths);
  });

  test('reads request_required_fields of any shape to an end, and what it asks for can be given', () => {
    const json = fc.jsonValue({ maxDepth: 6 });
    const levels = fc.dictionary(
      fc.constantFrom('__root__', 'a', 'b', 'c', 'd'),
      fc.array(fc.constantFrom('a', 'b', 'c', 'd')),
    );
    fc.assert(
      fc.property(fc.oneof(json, levels), (value) => {
        const paths = requiredFields(value);
        expect(paths.length).toBeLessThanOrEqual(40);
        expect(new Set(paths).size).toBe(paths.length);
        const given = JSON.stringify(metaDataOf(Object.fromEntries(paths.map((path) => [path, 'x'])))) ?? '';
        expect(given.includes('"x"')).toBe(paths.length > 0);
      }),
      seeded('required fields', 500),
    );
  });
});

describe('levels that name further levels', () => {
  /** An object that counts how often one of its values is looked at. */
  function counted<T extends object>(value: T): { readonly value: T; readonly looks: () => number } {
    let looks = 0;
    const handler: ProxyHandler<T> = {
      get: (target, key, receiver) => {
        looks++;
        return Reflect.get(target, key, receiver);
      },
      getOwnPropertyDescriptor: (target, key) => {
        looks++;
        return Reflect.getOwnPropertyDescriptor(target, key);
      },
    };
    return { value: new Proxy(value, handler), looks: () => looks };
  }

  /** `layers` layers of `width` levels, each of which names all of the next layer. */
  function layered(layers: number, width: number): Record<string, string[]> {
    const names = (layer: number) => Array.from({ length: width }, (_, index) => `n${layer}_${index}`);
    const levels = Array.from({ length: layers }, (_, layer) => names(layer).map((name) => [name, names(layer + 1)]));
    return { ...Object.fromEntries(levels.flat()), __root__: names(0) };
  }

  test.each([
    [8, 4],
    [9, 5],
    [20, 20],
    [2, 300],
  ])(
    'levels that name further levels are looked at a limited number of times: %i layers of %i names',
    (layers, width) => {
      const { value, looks } = counted(layered(layers, width));
      const paths = requiredFields(value);
      expect(paths.length).toBeLessThanOrEqual(40);
      expect(looks()).toBeLessThanOrEqual(10_000);
    },
  );

  test('levels that name further levels and hold many names are read once each', () => {
    let read = 0;
    const names = Array.from({ length: 5_000 }, (_, index) => `n${index}`);
    const list = new Proxy(names, {
      get: (target, key, receiver) => {
        if (typeof key === 'string' && /^\d+$/.test(key)) read++;
        return Reflect.get(target, key, receiver);
      },
    });
    requiredFields({ __root__: ['a', 'b', 'c'], a: ['list'], b: ['list'], c: ['list'], list });
    expect(read).toBeLessThanOrEqual(2 * names.length);
  });

  test.each([3, 10_000])(
    'levels that name further levels written inside each other without a name end: %i of them',
    (depth) => {
      const value: unknown = JSON.parse(`${'{"__root__":'.repeat(depth)}["licence"]${'}'.repeat(depth)}`);
      expect(requiredFields(value)).toEqual(depth < 10 ? ['licence'] : []);
    },
  );

  test('levels that name further levels ask for no more than a person fills in, in whichever shape', () => {
    const flat = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`n${index}`, true]));
    expect(requiredFields(flat)).toHaveLength(40);
    expect(requiredFields({ __root__: Object.keys(flat) })).toHaveLength(40);
  });
});

describe('the meta_data of a request', () => {
  test.each([
    [{}, undefined],
    [{ 'user_data.licence': 'PI1' }, { user_data: { licence: 'PI1' } }],
    [
      { a: '1', 'b.c': '2', 'b.d.e': '3' },
      { a: '1', b: { c: '2', d: { e: '3' } } },
    ],
    [{ a: '' }, undefined],
    [
      { '__proto__.x': '1', 'a.__proto__': '1', 'constructor.prototype.y': '1', '..': '1' },
      { constructor: { prototype: { y: '1' } } },
    ],
  ])('sends %j as the meta_data %j', (details, metaData) => {
    expect(metaDataOf(details)).toEqual(metaData);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    expect(({} as Record<string, unknown>)['y']).toBeUndefined();
  });

  test('knows a licence by its name, in both spellings', () => {
    for (const path of ['user_data.licence', 'license', 'a.License_ID', 'licence-id'])
      expect(isLicence(path)).toBe(true);
    for (const path of ['user_data.name', 'licences', 'driving_licence_class']) expect(isLicence(path)).toBe(false);
  });
});
