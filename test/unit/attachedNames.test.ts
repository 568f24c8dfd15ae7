import { expect, it } from 'vitest';
import { Attachments } from '../../src/chat/composer/attachments.ts';
import type { FileToSend } from '../../src/chat/ports/files.ts';
import type { ChatSession } from '../../src/chat/session/session.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

it('sends a file under one name, whichever way its umlauts are written', async () => {
  const sent: string[] = [];
  const files = {
    async *upload({ name }: FileToSend) {
      sent.push(name);
      yield { type: 'ready', file: { fileId: `f${sent.length}`, name } };
    },
  };
  const all = new Attachments({ of: async () => ({ files: files as never }) }, log);
  for (const name of ['Ku\u0308ndigung.pdf', 'K\u00fcndigung.pdf']) {
    const assistant = { id: 'hr', name: 'HR', features: ['files'] };
    const session = { connectionId: 'c', assistant, transcript: { messages: [] } } as unknown as ChatSession;
    await all.start(session, { name, type: 'application/pdf', bytes: new Uint8Array([1]) }, true);
    expect(all.of(session)?.name).toBe('K\u00fcndigung.pdf');
  }
  expect(sent).toEqual(['K\u00fcndigung.pdf', 'K\u00fcndigung.pdf']);
});
