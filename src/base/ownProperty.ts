/**
 * The value that `record` itself has under `key`. Names that others make (ids, fields, codes) may be those of what every
 * object inherits: `constructor`, `toString`.
 */
export function own<V>(record: Readonly<Record<string, V>> | undefined, key: string): V | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
