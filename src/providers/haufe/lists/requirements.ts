import { own } from '../../../base/ownProperty.ts';
import type { RequestDetails } from '../../../chat/ports/storage.ts';
import { isObject, property } from '../../http/object.ts';

/** The level of `meta_data` itself. */
const root = '__root__';

/** The most fields that are asked for: a tenant requires a handful, and more is not a form that a person fills in. */
const mostFields = 40;
const deepest = 8;
/** Levels may name each other, so that there are far more ways through them than names. Names looked at, over all ways. */
const mostVisits = 500;

/**
 * The vendor's `request_required_fields` as dotted paths into `meta_data`. It maps the name of a level to the fields
 * that are required there, `__root__` being the top; that a field may itself be a level is our reading
 * (docs.haufe.ai, Metadata Validation explains it nowhere). Levels that nothing leads to count as below the top, levels
 * written inside each other are followed as well, and what has another shape asks for nothing.
 */
export function requiredFields(value: unknown): readonly string[] {
  if (!isObject(value)) return [];
  const found = new Set<string>();
  const reached = new Set<string>([root]);
  const names = eachReadOnce();
  let visits = 0;
  const isLevel = (level: unknown): boolean =>
    names(level).length > 0 || (isObject(level) && names(property(level, root)).length > 0);
  const isEnough = (): boolean => found.size >= mostFields || visits >= mostVisits;

  const take = (fields: unknown, path: readonly string[], depth = 0): void => {
    if (path.length > deepest || depth > 2 * deepest) return;
    for (const name of names(fields)) {
      if (isEnough()) return;
      visits++;
      const own = isObject(fields) ? property(fields, name) : undefined;
      // A level that contains itself ends where it begins again.
      const below = isLevel(own) ? own : path.includes(name) ? undefined : property(value, name);
      const here = [...path, name];
      if (below !== undefined && below === property(value, name)) reached.add(name);
      if (isLevel(below)) take(below, here, depth + 1);
      else found.add(here.join('.'));
    }
    // A level's own top has no name, so that it makes no path longer.
    if (isObject(fields)) take(property(fields, root), path, depth + 1);
  };

  take(property(value, root), []);
  for (const name of names(value)) {
    if (isEnough()) break;
    if (reached.has(name)) continue;
    if (isLevel(value[name])) take(value[name], [name]);
    else if (value[name] === true) found.add(name);
  }
  // The vendor's own failing example requires `user_data` alone, and means what it documents of it.
  return [...new Set([...found].map((path) => (path === 'user_data' ? 'user_data.licence' : path)))];
}

/** `namesIn` that goes through each level once, however often it is led to. */
function eachReadOnce(): (level: unknown) => readonly string[] {
  const known = new Map<unknown, readonly string[]>();
  return (level) => {
    const names = known.get(level) ?? namesIn(level);
    known.set(level, names);
    return names;
  };
}

/** Field names, in a list or as keys. Names that could not be told from a path, or mean something to JSON, are none. */
function namesIn(value: unknown): readonly string[] {
  const names: readonly unknown[] = Array.isArray(value) ? value : isObject(value) ? Object.keys(value) : [];
  return names.filter((name) => typeof name === 'string').filter((name) => /^[A-Za-z][\w-]{0,79}$/.test(name));
}

/** Returns whether a field is the product licence, which the connection may know; spelled `licence` or `license` in places. */
export function isLicence(path: string): boolean {
  return /(?:^|\.)licen[cs]e(?:[_-]?id)?$/i.test(path);
}

interface Tree {
  [name: string]: Tree | string;
}

/** `details` as the `meta_data` of a request; undefined when there are none. */
export function metaDataOf(details: RequestDetails): unknown {
  const tree: Tree = {};
  for (const [path, value] of Object.entries(details)) {
    const names = path.split('.');
    const last = names.pop();
    if (last === undefined || value === '' || [...names, last].some((name) => namesIn([name]).length === 0)) continue;
    let level = tree;
    for (const name of names) {
      // A place below a field that has a value itself: the longer path wins.
      const below = own(level, name);
      const next: Tree = typeof below === 'object' ? below : {};
      level[name] = next;
      level = next;
    }
    level[last] = value;
  }
  return Object.keys(tree).length === 0 ? undefined : tree;
}
