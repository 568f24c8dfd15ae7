import * as copilotBuilder from './copilotBuilder.mts';
import * as haufe from './haufe.mts';

/** Id and title of each row. */
export type Section = readonly (readonly [id: string, title: string])[];

type Ids<S extends Section> = S[number][0];

/** What a test says that it covers: `test('…', { tags: ['haufe/row-21'] }, …)`. */
export type Tag =
  | `haufe/error-${Ids<typeof haufe.errors>}`
  | `haufe/row-${Ids<typeof haufe.rows>}`
  | `copilotBuilder/error-${Ids<typeof copilotBuilder.errors>}`
  | `copilotBuilder/row-${Ids<typeof copilotBuilder.rows>}`;

type Name = Tag | `haufe/endpoint-${Ids<typeof haufe.endpoints>}` | `copilotBuilder/endpoint-${'1' | '2'}`;

export interface Row {
  readonly name: string;
  readonly title: string;
  /** Endpoints are covered by traffic: as the judge of the traffic names them. */
  readonly endpoint?: string;
  readonly neverCalled?: string;
}

/** Rows whose proof stands in a part of `npm test` that no contract test sees: the file, and the test's name there. */
export const elsewhere: Readonly<Partial<Record<Name, { readonly file: string; readonly test: string }>>> = {
  'copilotBuilder/row-18': {
    file: 'test/webview/hostile.test.ts',
    test: 'loads, runs and opens nothing of a hostile answer',
  },
};

function section(vendor: string, kind: string, of: Section): readonly Row[] {
  return of.map(([id, title]) => ({ name: `${vendor}/${kind}-${id}`, title }));
}

function endpointRows(vendor: string, of: Section, neverCalled: Readonly<Record<string, string>>): readonly Row[] {
  return of.map(([id, title]) => {
    const never = neverCalled[id];
    const row = { name: `${vendor}/endpoint-${id}`, title, endpoint: `${vendor}: ${title}` };
    return never === undefined ? row : { ...row, neverCalled: never };
  });
}

/** Every row, in the order of the table. */
export const table: readonly Row[] = [
  ...endpointRows('haufe', haufe.endpoints, haufe.neverCalled),
  ...section('haufe', 'error', haufe.errors),
  ...section('haufe', 'row', haufe.rows),
  ...endpointRows('copilotBuilder', copilotBuilder.endpoints, {}),
  ...section('copilotBuilder', 'error', copilotBuilder.errors),
  ...section('copilotBuilder', 'row', copilotBuilder.rows),
];

/** The tags as vitest wants them defined: a test with any other one does not start. */
export const tags = table
  .filter(({ endpoint }) => endpoint === undefined)
  .map(({ name, title: description }) => ({ name, description }));
