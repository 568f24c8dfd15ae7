import { own } from '../../base/ownProperty.ts';
import type { Connection } from '../../chat/model/connection.ts';
import type { Assistant } from '../../chat/model/model.ts';
import { factsOf } from '../../chat/model/vendors.ts';
import type { RequestDetails, RequestDetailsStore } from '../../chat/ports/storage.ts';

/** The one field for a license that any sample of a vendor has; its wire name is the vendor's. */
export const documentedLicensePath = 'user_data.licence';

/** Vendors spell it `licence` in one place and `license` in another. */
export function isLicensePath(path: string): boolean {
  return /(?:^|\.)licen[cs]e(?:[_-]?id)?$/i.test(path);
}

type Known = Pick<Assistant, 'id' | 'name' | 'requiredFields'>;
type Store = Pick<RequestDetailsStore, 'get' | 'put'>;

/**
 * Returns the license that goes along with questions to an assistant, and who has named it; undefined where none does.
 */
export async function licenseAlong(
  details: Pick<Store, 'get'>,
  connection: Connection,
  assistantId: string,
): Promise<{ readonly license: string; readonly from: 'assistant' | 'entered' | 'connection' } | undefined> {
  const named = licenseNamed(connection, assistantId);
  if (named !== undefined) return { license: named, from: 'assistant' };
  const entered = Object.entries(await details.get(connection.id, assistantId)).find(([path]) => isLicensePath(path));
  if (entered) return { license: entered[1], from: 'entered' };
  const usual = licenseOf(connection);
  return usual === undefined ? undefined : { license: usual, from: 'connection' };
}

/** The license of all questions of a connection, where its vendor knows licenses. */
export function licenseOf(connection: Connection): string | undefined {
  return 'license' in connection ? connection.license : undefined;
}

/** The license that the settings name for one assistant. */
function licenseNamed(connection: Connection, assistantId: string): string | undefined {
  return 'licenses' in connection ? own(connection.licenses, assistantId) : undefined;
}

/**
 * Returns the details that go along with questions to an assistant: the license that the settings name for it, the
 * person's own entries, the connection's license.
 */
export async function detailsAlong(
  details: Pick<Store, 'get'>,
  connection: Connection | undefined,
  { id, requiredFields = [] }: Pick<Assistant, 'id' | 'requiredFields'>,
  connectionId = connection?.id ?? '',
): Promise<RequestDetails> {
  const paths = [documentedLicensePath, ...requiredFields.filter(isLicensePath)];
  const under = (license: string | undefined) =>
    license === undefined ? {} : Object.fromEntries(paths.map((path) => [path, license]));
  const named = connection && licenseNamed(connection, id);
  const usual = connection && factsOf(connection).license(connection, id);
  return { ...under(usual), ...(await details.get(connectionId, id)), ...under(named) };
}

/** Names of the assistants that require what nobody has entered yet. */
export async function missingDetails(
  details: Pick<Store, 'get'>,
  connection: Connection,
  assistants: readonly Known[],
): Promise<readonly string[]> {
  const known = await Promise.all(
    assistants.map(async (assistant) => ({ assistant, along: await detailsAlong(details, connection, assistant) })),
  );
  return known
    .filter(({ assistant, along }) => assistant.requiredFields?.some((field) => !own(along, field)))
    .map(({ assistant }) => assistant.name);
}

/** Deletes the licenses that were typed for a connection's assistants; gives the names of those that had one. */
export async function dropTypedLicenses(
  details: Store,
  connectionId: string,
  assistants: readonly Known[],
): Promise<readonly string[]> {
  const dropped: string[] = [];
  for (const { id, name } of assistants) {
    const entered = Object.entries(await details.get(connectionId, id));
    const left = entered.filter(([path]) => !isLicensePath(path));
    if (left.length === entered.length) continue;
    await details.put(connectionId, id, Object.fromEntries(left));
    dropped.push(name);
  }
  return dropped;
}
