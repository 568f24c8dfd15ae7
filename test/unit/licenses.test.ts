import { describe, expect, test } from 'vitest';
import type { HaufeConnection } from '../../src/chat/model/connection.ts';
import type { RequestDetails, RequestDetailsStore } from '../../src/chat/ports/storage.ts';
import { dropTypedLicenses, licenseAlong, missingDetails } from '../../src/host/connections/licenses.ts';
import { requiredFields } from '../../src/providers/haufe/lists/requirements.ts';

/** Which license goes along with which assistant, and what becomes of one that was typed. */

const office: HaufeConnection = {
  id: 'office',
  provider: 'haufe',
  name: 'Office',
  baseUrl: 'https://api.haufe.ai/agents',
  license: 'PI-CONNECTION',
  licenses: { tax: 'PI-TAX' },
};

function detailsStore(
  entries: Readonly<Record<string, RequestDetails>>,
): RequestDetailsStore & { readonly all: Map<string, RequestDetails> } {
  const all = new Map(Object.entries(entries));
  return {
    all,
    get: async (_, id) => all.get(id) ?? {},
    put: async (_, id, details) => void all.set(id, details),
    forget: async () => all.clear(),
  };
}

const assistants = [
  { id: 'tax', name: 'Tax', requiredFields: ['user_data.licence'] },
  { id: 'hr', name: 'HR', requiredFields: ['user_data.licence', 'user_data.cost_center'] },
  { id: 'estate', name: 'Estate' },
];

describe('the license of an assistant', () => {
  const typed = detailsStore({ tax: { 'user_data.licence': 'PI-TYPED' }, hr: { 'user_data.licence': 'PI-TYPED' } });

  test.each([
    ['tax', 'PI-TAX', 'assistant'],
    ['hr', 'PI-TYPED', 'entered'],
    ['estate', 'PI-CONNECTION', 'connection'],
  ] as const)('sends for %s the license %s, from %s', async (id, license, from) => {
    expect(await licenseAlong(typed, office, id)).toEqual({ license, from });
  });

  test('sends no license where nobody has named one', async () => {
    expect(await licenseAlong(detailsStore({}), { ...office, license: undefined }, 'hr')).toBeUndefined();
  });
});

test('a license that is changed deletes what was typed for the assistants of that connection, and nothing else', async () => {
  const details = detailsStore({
    hr: { 'user_data.licence': 'PI-TYPED', 'user_data.cost_center': '7' },
    estate: { 'user_data.license_id': 'PI-TYPED' },
  });
  expect(await dropTypedLicenses(details, 'office', assistants)).toEqual(['HR', 'Estate']);
  expect(Object.fromEntries(details.all)).toEqual({ hr: { 'user_data.cost_center': '7' }, estate: {} });
  expect(await dropTypedLicenses(details, 'office', assistants)).toEqual([]);
});

test('names the assistants that miss required details', async () => {
  expect(await missingDetails(detailsStore({}), office, assistants)).toEqual(['HR']);
  expect(await missingDetails(detailsStore({}), { ...office, license: undefined }, assistants)).toEqual(['HR']);
  const given = detailsStore({ hr: { 'user_data.cost_center': '7' } });
  expect(await missingDetails(given, office, assistants)).toEqual([]);
});

test('an assistant that requires user_data without saying what of it requires the license', () => {
  for (const value of [{ __root__: ['user_data'] }, { __root__: { user_data: true } }, { user_data: true }]) {
    expect(requiredFields(value)).toEqual(['user_data.licence']);
  }
  expect(requiredFields({ __root__: ['user_data'], user_data: ['x'] })).toEqual(['user_data.x']);
});
