import * as vscode from 'vscode';

/** What is known of a view's rows. */
interface Selectable<Node> {
  readonly selection: readonly Node[];
}

/**
 * The node in the row that has the focus in a view. The stable API tells the selection only, so the selection of that row
 * is changed and changed back: what differs in between has the focus. Undefined where nothing differs.
 */
export function focusedNode<Node>(
  view: Selectable<Node>,
  toggle: () => Thenable<unknown> = () => vscode.commands.executeCommand('list.toggleSelection'),
): Promise<Node | undefined> {
  // One after the other: two at once would see each other's changes.
  const found = queue.then(() => look(view, toggle));
  queue = found.catch(() => undefined);
  return found;
}

let queue: Promise<unknown> = Promise.resolve();

async function look<Node>(view: Selectable<Node>, toggle: () => Thenable<unknown>): Promise<Node | undefined> {
  const before = view.selection;
  await toggle();
  const between = view.selection;
  await toggle();
  const changed = [...before, ...between].filter((node) => before.includes(node) !== between.includes(node));
  return changed.length === 1 ? changed[0] : undefined;
}
