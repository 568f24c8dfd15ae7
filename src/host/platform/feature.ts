/** A command by VS Code's ways: its argument comes from a view, a menu or anywhere, so only a shape of our own counts. */
export type Command = (argument: unknown) => Promise<void> | void;

/** A feature room: its commands, by their names without the common prefix. Checked by `satisfies`. */
export interface Feature {
  readonly commands: Readonly<Record<string, Command>>;
}

type CommandOf<Parts> = (parts: Parts, argument: unknown) => Promise<void> | void;

/** Makes commands of functions that take `parts`; their modules are read when a command is first used. */
export function lazyCommands<Parts>(parts: Parts) {
  return <Name extends string>(
    load: () => Promise<{ readonly [Own in NoInfer<Name>]: CommandOf<Parts> }>,
    name: Name,
  ): Command =>
    async (argument) =>
      (await load())[name](parts, argument);
}
