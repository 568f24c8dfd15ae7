/** `target` with its calls watched, and a way to wait until all that they began, one after the other, has settled. */
export function settling<T extends object>(target: T): { readonly watched: T; readonly settled: () => Promise<void> } {
  const pending = new Set<Promise<unknown>>();
  const watched = new Proxy(target, {
    get(_, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function') return member;
      return (...parameters: unknown[]) => {
        const result: unknown = member.apply(target, parameters);
        if (result instanceof Promise) {
          pending.add(result);
          const done = () => pending.delete(result);
          result.then(done, done);
        }
        return result;
      };
    },
  });
  const settled = async () => {
    do {
      await Promise.allSettled(pending);
      // What waited for it may begin the next call.
      await new Promise((resolve) => setImmediate(resolve));
    } while (pending.size > 0);
  };
  return { watched, settled };
}
