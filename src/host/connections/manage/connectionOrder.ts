import { connectionIn } from '../settings/connectionEntries.ts';

/**
 * The setting with the connection `id` one place up or down among those that can be used; what stands between them and
 * cannot be used stays where it is. The same list where there is nowhere to go.
 */
export function moved(setting: readonly unknown[], id: string, by: 'up' | 'down'): readonly unknown[] {
  const from = setting.findIndex((entry) => connectionIn([entry], id) !== undefined);
  const isUsable = (index: number) => idOf(setting[index]) !== undefined;
  const step = by === 'up' ? -1 : 1;
  let to = from + step;
  while (to >= 0 && to < setting.length && !isUsable(to)) to += step;
  if (from < 0 || to < 0 || to >= setting.length) return setting;
  return setting.with(from, setting[to]).with(to, setting[from]);
}

function idOf(entry: unknown): string | undefined {
  const { id } = Object(entry) as { id?: unknown };
  return typeof id === 'string' && connectionIn([entry], id) ? id : undefined;
}
