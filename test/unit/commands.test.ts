import { expect, it, vi } from 'vitest';
import { registerCommands } from '../../src/host/commands.ts';
import { lazyCommands } from '../../src/host/platform/feature.ts';
import { scriptedPrompts } from './scriptedPrompts.ts';

/** Commands whose services come later, or never. */
function commandsOf(services: { tree?: { refresh(): void }; providers?: { insist(): void } }) {
  const { prompts, shown } = scriptedPrompts(({ buttons = [] }) => buttons[0]);
  const lines: string[] = [];
  const line = (text: string) => void lines.push(text);
  const log = { debug: line, info: line, warn: line, error: line, show: () => line('shown') };
  const commands = new Map<string, (argument: unknown) => Promise<void>>();
  const register = (id: string, run: (argument: unknown) => Promise<void>) => {
    commands.set(id, run);
    return { dispose: () => void commands.delete(id) };
  };
  const of = lazyCommands(services);
  const refresh = async () => ({ refresh: (parts: typeof services) => parts.tree?.refresh() });
  const now = async () => ({
    now: (parts: { tree?: { refresh(): void } }) => (parts as Required<typeof parts>).tree.refresh(),
  });
  const feature = { commands: { refresh: of(refresh, 'refresh'), now: of(now, 'now') } };
  const disposable = registerCommands(Object.assign(services, { prompts, log }), register, [feature]);
  return { commands, shown, lines, disposable };
}

it('answers a command whose services could not be built, and offers the log', async () => {
  const { commands, shown, lines } = commandsOf({});
  await commands.get('expertAssistants.now')?.(undefined);
  // The sentences are loaded with the first failure.
  await vi.waitFor(() => expect(lines).toContain('shown'));
  expect(shown).toMatchObject([{ as: 'tell', buttons: ['Show Log'] }]);
  expect(lines).toEqual([expect.stringMatching(/^Command now: /), 'shown']);
});

it('runs a command with services that were built after it was registered', async () => {
  const services: { tree?: { refresh(): void } } = {};
  const { commands, shown, disposable } = commandsOf(services);
  let refreshed = 0;
  Object.assign(services, { tree: { refresh: () => refreshed++ } });
  await commands.get('expertAssistants.refresh')?.(undefined);
  expect([refreshed, shown]).toEqual([1, []]);
  disposable.dispose();
  expect(commands.size).toBe(0);
});

it('has services asked again for a command, however often they have failed, before it runs', async () => {
  const order: string[] = [];
  const { commands } = commandsOf({
    providers: { insist: () => void order.push('insist') },
    tree: { refresh: () => void order.push('refresh') },
  });
  await commands.get('expertAssistants.refresh')?.(undefined);
  expect(order).toEqual(['insist', 'refresh']);
});
