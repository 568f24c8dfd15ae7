import { type StorageOptions, tell } from './options.ts';

/** Files read at the same time. */
const atOnce = 32;

/**
 * Returns the values that `read` gives for each of `names`, in their order, without undefined. One that cannot be read
 * hides no other, and is reported; `failures` has why.
 */
export async function readEach<T>(
  names: readonly string[],
  read: (name: string) => Promise<T | undefined>,
  options: StorageOptions,
): Promise<{ readonly all: readonly T[]; readonly failures: readonly unknown[] }> {
  const all: T[] = [];
  const failures: unknown[] = [];
  for (let start = 0; start < names.length; start += atOnce) {
    for (const each of await Promise.allSettled(names.slice(start, start + atOnce).map(read))) {
      if (each.status === 'rejected') failures.push(each.reason);
      else if (each.value !== undefined) all.push(each.value);
    }
  }
  if (failures.length > 0) tell(options, { type: 'damaged', lines: failures.length });
  return { all, failures };
}
