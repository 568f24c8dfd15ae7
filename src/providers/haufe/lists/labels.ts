import { limits } from '../../../chat/model/limits.ts';
import { isObject, property, textOf } from '../../http/object.ts';

const mostLabels = 100;

/**
 * Reads the titles that an assistant's `meta_data_response_schema` (JSON Schema) gives to the metadata of its answers, by
 * their keys. The answers themselves are never held against it. Undefined when it names none.
 */
export function metadataLabels(schema: unknown): Readonly<Record<string, string>> | undefined {
  const properties = property(schema, 'properties');
  if (!isObject(properties)) return undefined;
  const labels = Object.entries(properties)
    .slice(0, mostLabels)
    .flatMap(([key, described]) => {
      const title =
        textOf(property(described, 'title'), limits.name) ?? textOf(property(described, 'description'), limits.name);
      return title === undefined || title === key ? [] : [[key.slice(0, limits.name), title] as const];
    });
  return labels.length === 0 ? undefined : Object.fromEntries(labels);
}
