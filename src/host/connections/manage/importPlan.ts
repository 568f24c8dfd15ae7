import { addressOf, type Connection } from '../../../chat/model/connection.ts';
import { type ConnectionProblem, parseConnections } from '../settings/connectionSchema.ts';

/** The changes that an administrator's file would make to the `connections` setting. */
export interface ImportPlan {
  readonly added: readonly Connection[];
  /** Entries of an id that is there already, with what stands there now. */
  readonly changed: readonly { readonly from: Connection; readonly to: Connection }[];
  /** The number of entries that are there already, unchanged. */
  readonly same: number;
  readonly problems: readonly ConnectionProblem[];
  /** Whether something in the file looks like a key: it is not taken over. */
  readonly holdsKeys: boolean;
}

/** Text of a key, a password or the like by the name of its field; product numbers and addresses are none. */
const keyName = /key|secret|token|passw|credential|authorization/i;

/**
 * Reads the file that an administrator hands out: a list of connections, or an object or settings file that has one. It
 * names no user and holds no key: of each entry only the fields of the setting are taken, and never `userId`, since all
 * who import the file would be one user to the service. Undefined where the text is no such file.
 */
export function planImport(text: string, known: readonly Connection[]): ImportPlan | undefined {
  const list = listIn(parsed(text));
  if (!list) return undefined;
  const { connections, problems } = parseConnections(list);
  const added: Connection[] = [];
  const changed: { from: Connection; to: Connection }[] = [];
  let same = 0;
  for (const imported of connections) {
    const from = known.find(({ id }) => id === imported.id);
    const to = asOwn(imported, from);
    if (!from) added.push(to);
    else if (isSame(from, to)) same++;
    else changed.push({ from, to });
  }
  return { added, changed, same, problems, holdsKeys: list.some(holdsKey) };
}

/** The `connections` setting with the plan carried out; entries that it does not name stay as they are. */
export function withImported(setting: readonly unknown[], { added, changed }: ImportPlan): readonly unknown[] {
  const replaced = new Map<unknown, Connection>();
  for (const { to } of changed) {
    const entry = setting.find((each) => parseConnections([each]).connections[0]?.id === to.id);
    if (entry !== undefined) replaced.set(entry, to);
  }
  return [...setting.map((entry) => replaced.get(entry) ?? entry), ...added];
}

/** The connections whose key has to be entered: those with an address that no key was entered for here. */
export function needKeys({ added, changed }: ImportPlan): readonly Connection[] {
  const elsewhere = changed.filter(({ from, to }) => addressOf(from) !== addressOf(to)).map(({ to }) => to);
  return [...added, ...elsewhere].filter((connection) => addressOf(connection) !== undefined);
}

function asOwn(imported: Connection, from: Connection | undefined): Connection {
  const userId = from && 'userId' in from ? from.userId : undefined;
  const { userId: _, ...rest } = imported as Connection & { readonly userId?: string };
  return (userId === undefined ? rest : { ...rest, userId }) as Connection;
}

function isSame(a: Connection, b: Connection): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, each]) => [name, sorted(each)]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function listIn(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  const { connections, 'expertAssistants.connections': setting } = value as Readonly<Record<string, unknown>>;
  const list = connections ?? setting;
  return Array.isArray(list) ? list : undefined;
}

function holdsKey(entry: unknown): boolean {
  // Not recursive: a file may be nested deeper than the stack goes.
  const left = [entry];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, each] of Object.entries(value)) {
      if (keyName.test(name) && typeof each === 'string' && each.trim() !== '') return true;
      left.push(each);
    }
  }
  return false;
}
