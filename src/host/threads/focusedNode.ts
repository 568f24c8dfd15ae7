let queue: Promise<unknown> = Promise.resolve();

/**
 * The node in the row that has the focus in a view. The stable API tells the selection only, so `toggle` changes the
 * selection of that row and changes it back: what differs in between has the focus. Undefined where nothing differs.
 */
export function focusedNode<Node>(
  view: { readonly selection: readonly Node[] },
  toggle: () => Thenable<unknown>,
): Promise<Node | undefined> {
  // One after the other: two at once would see each other's changes.
  const found = queue.then(async () => {
    const before = view.selection;
    await toggle();
    const between = view.selection;
    await toggle();
    const changed = [...before, ...between].filter((node) => before.includes(node) !== between.includes(node));
    return changed.length === 1 ? changed[0] : undefined;
  });
  queue = found.catch(() => undefined);
  return found;
}
