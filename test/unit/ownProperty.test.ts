import { expect, it } from 'vitest';
import { own } from '../../src/base/ownProperty.ts';
import { licenseOf } from '../../src/chat/model/connection.ts';
import { haufeFailure } from '../../src/providers/haufe/errors.ts';
import { metaDataOf, requiredFields } from '../../src/providers/haufe/lists/requirements.ts';

const inherited = ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf'];

it.each(inherited)('finds under the name %s only what a record has itself', (name) => {
  expect(own({}, name)).toBeUndefined();
  expect(own(undefined, name)).toBeUndefined();
  expect(own(JSON.parse(`{ "${name}": "x" }`), name)).toBe('x');
});

it.each(inherited)('takes %s as an error code of a vendor for one that is not known', (name) => {
  const failed = { status: 418, headers: new Headers(), text: JSON.stringify({ error_code: name, detail: '' }) };
  expect(haufeFailure(failed).code).toBe('invalid-request');
});

it.each(inherited.filter((name) => name !== '__proto__'))(
  'asks for and sends a field named %s as any other',
  (name) => {
    expect(requiredFields({ __root__: [name, 'x'], x: [name] })).toEqual([name, `x.${name}`]);
    expect(metaDataOf({ [name]: 'a', [`x.${name}.y`]: 'b' })).toEqual({ [name]: 'a', x: { [name]: { y: 'b' } } });
  },
);

it('asks for no field of the name __proto__', () => {
  expect(requiredFields(JSON.parse('{ "__root__": ["__proto__", "x"] }'))).toEqual(['x']);
});

it.each(inherited)('gives an assistant with the id %s the licence of its connection', (id) => {
  const office = { id: 'office', provider: 'haufe', name: 'Office', baseUrl: 'https://api.example' } as const;
  expect(licenseOf({ ...office, licenses: { other: 'PI2' } }, id)).toBeUndefined();
  expect(licenseOf({ ...office, license: 'PI1', licenses: { other: 'PI2' } }, id)).toBe('PI1');
  expect(licenseOf({ ...office, licenses: JSON.parse(`{ "${id}": "PI3" }`) }, id)).toBe('PI3');
});
