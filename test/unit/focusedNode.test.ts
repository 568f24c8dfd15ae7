import { expect, it } from 'vitest';
import { focusedNode } from '../../src/host/threads/focusedNode.ts';

/** A list as VS Code has it: its selection changes with the row that has the focus. */
function list(selection: readonly string[], focus: string | undefined) {
  const view = { selection };
  const toggle = async () => {
    await undefined;
    if (focus === undefined) return;
    const isSelected = view.selection.includes(focus);
    view.selection = isSelected ? view.selection.filter((node) => node !== focus) : [...view.selection, focus];
  };
  return { view, toggle };
}

it.each([
  ['another row is selected', ['a'], 'b', 'b'],
  ['the row itself is selected', ['a'], 'a', 'a'],
  ['no row is selected', [], 'b', 'b'],
  ['several rows are selected', ['a', 'b', 'c'], 'b', 'b'],
  ['no row has the focus', ['a'], undefined, undefined],
])('tells the row that has the focus, and leaves the selection, when %s', async (_, selected, focus, expected) => {
  const { view, toggle } = list(selected, focus);
  expect(await focusedNode(view, toggle)).toBe(expected);
  expect([...view.selection].sort()).toEqual(selected);
});

it('tells two callers that ask at once the same row', async () => {
  const { view, toggle } = list(['a'], 'b');
  expect(await Promise.all([focusedNode(view, toggle), focusedNode(view, toggle)])).toEqual(['b', 'b']);
  expect(view.selection).toEqual(['a']);
});

it('asks for the focused row again after a command that failed', async () => {
  const { view, toggle } = list(['a'], 'b');
  await expect(focusedNode(view, () => Promise.reject(new Error('no such command')))).rejects.toThrow(
    'no such command',
  );
  expect(await focusedNode(view, toggle)).toBe('b');
});
