import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssistantDirectory } from '../../src/chat/catalog/assistantDirectory.ts';
import { Providers } from '../../src/chat/catalog/providerRegistry.ts';
import type { Connection } from '../../src/chat/model/connection.ts';
import { ChatError } from '../../src/chat/model/errors.ts';
import type { Assistant, AssistantKey } from '../../src/chat/model/model.ts';
import type { Provider } from '../../src/chat/ports/provider.ts';
import { Pages } from '../../src/chat/session/pages.ts';
import { SessionRegistry } from '../../src/chat/session/sessionRegistry.ts';
import { isWith } from '../../src/host/chat/dispatchToSession.ts';
import { chooseAssistant } from '../../src/host/composer/switchAssistant.ts';
import { showMore } from '../../src/host/connections/growingPick.ts';
import { seeded } from './property.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
/** Two connections, whose assistants have the same ids and names. */
const assistants: readonly Assistant[] = [
  { id: 'first', name: 'Expert' },
  { id: 'second', name: 'Expert' },
];
const connections: readonly Connection[] = ['office', 'client'].map((id) => ({
  id,
  provider: 'demo',
  name: 'Office',
}));

/** A window with one page: what the host says is on its way to it, then received, then painted. */
class Window {
  readonly #lists = new Map<
    string,
    { resolve: (list: readonly Assistant[]) => void; reject: (why: unknown) => void }
  >();
  readonly directory: AssistantDirectory;
  readonly sessions: SessionRegistry;
  readonly pages: Pages;
  readonly #onItsWay: (ReturnType<Window['now']> | undefined)[] = [];
  #received: ReturnType<Window['now']>;
  painted: ReturnType<Window['now']>;

  constructor() {
    const provider = (id: string): Provider => ({
      listAssistants: () => new Promise((resolve, reject) => this.#lists.set(id, { resolve, reject })),
      listThreads: async () => ({ items: [] }),
      createThread: async () => {
        throw new ChatError('host-not-found', { processed: 'no' });
      },
      deleteThread: async () => undefined,
      listMessages: async () => ({ items: [] }),
      async *ask() {},
      test: async () => undefined,
    });
    const providers = new Providers(({ id }) => provider(id));
    providers.update(connections);
    this.directory = new AssistantDirectory(providers, undefined, log);
    this.sessions = new SessionRegistry({ providerOf: (id) => providers.of(id), log });
    this.pages = new Pages(this.sessions, log);
    this.pages.onActive(() => this.showState());
  }

  showState(): void {
    this.#onItsWay.push(this.now());
  }

  now() {
    const { active: shown } = this.pages;
    return shown && { sessionId: shown.id, connectionId: shown.connectionId, assistantId: shown.assistant.id };
  }

  receive(): void {
    if (this.#onItsWay.length > 0) this.#received = this.#onItsWay.shift();
  }

  paint(): void {
    this.painted = this.#received;
  }

  /** Resolves once its assistants were asked for. */
  async asked(connectionId: string): Promise<void> {
    while (!this.#lists.has(connectionId)) await new Promise(setImmediate);
  }

  arrives(connectionId: string): void {
    this.#lists.get(connectionId)?.resolve(assistants);
  }

  fails(connectionId: string): void {
    this.#lists.get(connectionId)?.reject(new ChatError('network', { processed: 'no' }));
  }

  async choose(key: AssistantKey): Promise<void> {
    const nothing = { get: () => '', set: () => undefined };
    const parts = { ...this, drafts: nothing, chips: nothing, views: this } as unknown;
    await chooseAssistant(parts as Parameters<typeof chooseAssistant>[0], { type: 'choose', ...key }).catch(() => {});
  }

  show({ connectionId, assistantId }: AssistantKey): void {
    const assistant = assistants.find(({ id }) => id === assistantId);
    if (assistant) this.pages.startEmpty(connectionId, assistant);
  }

  /** Enter: who is asked by it, or nobody. */
  send(): AssistantKey | undefined {
    const target = this.sessions.open.find(({ id }) => id === this.#received?.sessionId);
    if (!target || !this.painted || !isWith(target, this.painted)) return undefined;
    return { connectionId: target.connectionId, assistantId: target.assistant.id };
  }
}

const connection = fc.constantFrom(...connections.map(({ id }) => id));
const key: fc.Arbitrary<AssistantKey> = fc.record({
  connectionId: connection,
  assistantId: fc.constantFrom('first', 'second'),
});
const step = fc.oneof(
  key.map((to) => ({ do: 'choose', to }) as const),
  key.map((to) => ({ do: 'show', to }) as const),
  fc.record({ do: fc.constantFrom('arrives', 'fails', 'refresh', 'close'), of: connection }),
  fc.record({ do: fc.constantFrom('receive', 'paint', 'send', 'wait') }),
);

function isSame(a: AssistantKey | undefined, b: AssistantKey): boolean {
  return a?.connectionId === b.connectionId && a.assistantId === b.assistantId;
}

describe('who is asked', () => {
  it('asks the assistant that is shown as chosen, or none, in whatever order things happen', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const window = new Window();
        let last: AssistantKey | undefined;
        for (const each of steps) {
          const isNews = 'to' in each && !isSame(window.now(), each.to);
          if ('to' in each) last = each.do === 'show' && isNews ? each.to : undefined;
          if (each.do === 'close') last = undefined;
          if (each.do === 'choose') void window.choose(each.to);
          else if (each.do === 'show') window.show(each.to);
          else if (each.do === 'refresh') window.directory.refresh(each.of);
          else if (each.do === 'close') window.sessions.close(({ connectionId }) => connectionId === each.of);
          else if (each.do === 'arrives' || each.do === 'fails') window[each.do](each.of);
          else if (each.do === 'wait') await new Promise(setImmediate);
          else if (each.do === 'send') {
            const asked = window.send();
            if (asked)
              expect(asked).toEqual({
                connectionId: window.painted?.connectionId,
                assistantId: window.painted?.assistantId,
              });
          } else window[each.do]();
        }
        // Where a list comes late, what the person did after choosing counts.
        for (const { id } of connections) window.arrives(id);
        await new Promise(setImmediate);
        if (last) expect(window.now()).toMatchObject(last);
      }),
      seeded('who is asked', 500),
    );
  });

  it('asks the assistant that was chosen last, however late another list comes', async () => {
    const window = new Window();
    window.show({ connectionId: 'office', assistantId: 'first' });
    const slow = window.choose({ connectionId: 'client', assistantId: 'first' });
    const fast = window.choose({ connectionId: 'office', assistantId: 'second' });
    await Promise.all([window.asked('office'), window.asked('client')]);
    window.arrives('office');
    await fast;
    window.arrives('client');
    await slow;
    expect(window.now()).toMatchObject({ connectionId: 'office', assistantId: 'second' });
  });

  it('keeps the assistant that was asked while another was looked for', async () => {
    const window = new Window();
    window.show({ connectionId: 'office', assistantId: 'first' });
    const choosing = window.choose({ connectionId: 'client', assistantId: 'first' });
    await window.pages.active?.send('Which period?', []);
    await window.asked('client');
    window.arrives('client');
    await choosing;
    expect(window.now()).toMatchObject({ connectionId: 'office', assistantId: 'first' });
  });
});

describe('a list of assistants that grows while it is open', () => {
  const entry = (id: string, label = 'Expert') => ({ key: id, label });

  it('keeps the highlight of a list that grows on its assistant, not on one of the same name', () => {
    const [office, client] = [entry('office'), entry('client')];
    const pick = { items: [office, client], activeItems: [client] };
    showMore(pick, [entry('office'), entry('client'), entry('third')]);
    expect(pick.activeItems[0]?.key).toBe('client');
  });

  it('moves no entry of a list that grows, whatever comes in which order', () => {
    const list = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'));
    fc.assert(
      fc.property(fc.array(list), fc.nat(), (lists, chosen) => {
        const pick = {
          items: [] as { key: string; label: string }[],
          activeItems: [] as { key: string; label: string }[],
        };
        for (const ids of lists) {
          const before = pick.items.map(({ key }) => key);
          const active = pick.items[chosen % (pick.items.length || 1)];
          pick.activeItems = active ? [active] : [];
          showMore(
            pick,
            ids.map((id) => entry(id)),
          );
          expect(pick.items.slice(0, before.length).map(({ key }) => key)).toEqual(before);
          expect(new Set(pick.items.map(({ key }) => key))).toEqual(new Set([...before, ...ids]));
          if (active) expect(pick.activeItems[0]?.key).toBe(active.key);
        }
      }),
      seeded('a list that grows', 300),
    );
  });
});
