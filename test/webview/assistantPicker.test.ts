import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isWith } from '../../src/host/chat/dispatchToSession.ts';
import type { ChatState, FromWebview } from '../../src/protocol.ts';
import { seeded } from '../unit/property.ts';
import { useChatPage } from './chat.ts';
import { choices, head, session, state } from './samples.ts';

const open = useChatPage();

test('shows in the list who is asked until the host shows somebody else', async () => {
  const chat = await open({ state: state() });
  const select = chat.page.getByRole('combobox', { name: 'Assistant' });
  const chosen = () => select.locator('option:checked').textContent();
  await select.selectOption({ label: 'Haufe Copilot Tax' });
  expect(await chat.posted('choose')).toMatchObject([{ type: 'choose', connectionId: 'kanzlei', assistantId: 'tax' }]);
  // The list of the assistants cannot be read: the host shows nothing new.
  await chat.say({ type: 'head', head: head() });
  expect(await chosen()).toBe('Haufe Copilot HR');
  await chat.composer.fill('Which period?');
  await chat.composer.press('Enter');
  expect(await chat.posted('send')).toMatchObject([{ to: { connectionId: 'kanzlei', assistantId: 'hr' } }]);
});

/** Every assistant has a conversation; two of them have the same name. */
const sessions = new Map(
  [...choices, { ...choices[0], connectionId: 'client', connectionLabel: 'Kanzlei A' }].map((choice) => {
    const { connectionId = '', connectionLabel = '', assistantId = '', name = '' } = choice;
    const id = `${connectionId}/${assistantId}`;
    return [id, { ...session, id, connectionId, connectionLabel, assistant: { id: assistantId, name } }] as const;
  }),
);
const all = [...sessions.values()].map(({ connectionId, connectionLabel, assistant }) => ({
  ...{ connectionId, connectionLabel, assistantId: assistant.id, name: assistant.name },
}));

const who = fc.constantFrom(...sessions.keys());
const step = fc.oneof(
  fc.record({ do: fc.constantFrom('choose' as const, 'shows' as const), who }),
  fc.record({ do: fc.constantFrom('lists' as const), offered: fc.subarray(all), unread: fc.boolean() }),
  fc.record({ do: fc.constantFrom('send' as const, 'paint' as const) }),
);

test('asks who is shown as chosen, or nobody, in whatever order things happen', async () => {
  const chat = await open({ state: state() });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const start: ChatState = state({ head: head({ session: [...sessions.values()][0] as never, choices: all }) });
      await chat.say({ type: 'state', state: start });
      // All at once, as messages and keys come in between two paintings, except where one is waited for.
      const sent = await chat.page.evaluate(
        async ({ steps, start, sessions }) => {
          const tell = (data: unknown) => dispatchEvent(new MessageEvent('message', { data }));
          const select = document.querySelector<HTMLSelectElement>('.asks select');
          const input = document.querySelector<HTMLTextAreaElement>('.composer textarea');
          const { posted } = window as unknown as { posted: { type: string }[] };
          let shown = start.head;
          const asked: { shown: string; message: unknown }[] = [];
          for (const each of steps) {
            if (each.do === 'paint') await new Promise(requestAnimationFrame);
            else if (each.do === 'shows') {
              shown = { ...shown, session: sessions.find(({ id }) => id === each.who) as never };
              tell({ type: 'state', state: { ...start, head: shown } });
            } else if (each.do === 'lists') {
              shown = { ...shown, choices: each.offered, unread: each.unread ? ['Kanzlei A'] : [] };
              tell({ type: 'head', head: shown });
            } else if (each.do === 'choose') {
              const value = JSON.stringify(each.who.split('/'));
              if (!select || ![...select.options].some((option) => option.value === value)) continue;
              select.value = value;
              select.dispatchEvent(new Event('change', { bubbles: true }));
            } else if (input && select) {
              input.value = 'Q';
              input.dispatchEvent(new InputEvent('input', { bubbles: true }));
              const name = select.value;
              const before = posted.length;
              input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
              const message = posted.slice(before).find(({ type }) => type === 'send');
              if (message) asked.push({ shown: name, message });
              const { sessionId = '' } = (message ?? {}) as { sessionId?: string };
              tell({ type: 'send-rejected', sessionId });
            }
          }
          await new Promise(requestAnimationFrame);
          return asked;
        },
        { steps, start, sessions: [...sessions.values()] },
      );
      for (const { shown, message } of sent) {
        const { sessionId, to } = message as Extract<FromWebview, { type: 'send' }>;
        const target = sessions.get(sessionId);
        // The host's own rule: what is not with the one that was shown does not go out.
        const asked = target && isWith(target as never, to) ? [target.connectionId, target.assistant.id] : undefined;
        if (asked) expect(JSON.stringify(asked)).toBe(shown);
      }
    }),
    seeded('who is asked on the page', 60),
  );
});
