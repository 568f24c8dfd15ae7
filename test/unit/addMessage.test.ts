import { expect, it } from 'vitest';
import { addMessage } from '../../src/host/composer/addMessage.ts';
import { ComposerWindow } from './composerWindow.ts';
import { stored } from './conversation.ts';
import { scriptedPrompts } from './scriptedPrompts.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const at = temporaryFolder();

/** Adds what was typed. `features`: of the assistant; `isOpen`: whether a conversation is in sight. */
async function add(text: string, features: readonly string[] = ['add-message'], isOpen = true) {
  const window = new ComposerWindow(at(crypto.randomUUID()));
  window.runs.splice(0, 1, [stored]);
  const { session, composers, composer } = window;
  Object.assign(session, { assistant: { ...session.assistant, features } });
  window.type(text);
  const { prompts, shown } = scriptedPrompts();
  const nothing = async () => undefined;
  await addMessage({
    composers,
    pages: { active: isOpen ? session : undefined },
    prompts,
    attachments: { ready: () => undefined, of: () => undefined, release: () => undefined },
    sessions: { open: [session] },
    details: { get: async () => ({}) },
    recent: { use: nothing },
    views: { tell: () => undefined },
    consent: { isNeeded: false },
    sendConsent: { isNeeded: false },
    providers: { of: nothing, connection: () => undefined },
  } as never);
  return { asked: window.asked, left: composer.text, said: shown.map(({ text: sentence }) => sentence) };
}

it('adds what stands in the message field, asks for no answer and empties the field', async () => {
  const { asked, left, said } = await add('Der Vertrag begann am 1. März.');
  expect(asked).toEqual([expect.objectContaining({ text: 'Der Vertrag begann am 1. März.', isOnlyAdded: true })]);
  expect([left, said]).toEqual(['', []]);
});

it.each([
  ['the field is empty', ['', ['add-message'], true], 'There’s no message in the message field.'],
  ['the assistant answers every message', ['Text', [], true], 'HR answers every message.'],
  ['no conversation is open', ['Text', ['add-message'], false], 'Open a conversation first.'],
] as const)('adds nothing, keeps the text and says why where %s', async (_, [text, features, isOpen], sentence) => {
  const { asked, left, said } = await add(text, features, isOpen);
  expect([asked, left, said]).toEqual([[], text, [sentence]]);
});
