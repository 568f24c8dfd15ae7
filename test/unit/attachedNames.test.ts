import { expect, it } from 'vitest';
import { Attachments } from '../../src/chat/composer/attachments.ts';
import type { FilesPort } from '../../src/chat/ports/files.ts';
import { silentLog, stubProvider, stubSession } from './stubs.ts';

it('sends a file under one name, whichever way its umlauts are written', async () => {
  const sent: string[] = [];
  const files: FilesPort = {
    async *upload({ name }) {
      sent.push(name);
      yield { type: 'ready', file: { fileId: `f${sent.length}`, name } };
    },
    list: async () => ({ files: [], total: 0, more: false }),
    text: async () => '',
    delete: async () => undefined,
  };
  const all = new Attachments({ of: async () => stubProvider({ files }) }, silentLog);
  for (const name of ['Ku\u0308ndigung.pdf', 'K\u00fcndigung.pdf']) {
    const session = await stubSession({ id: 'hr', name: 'HR', features: ['files'] });
    await all.start(session, { name, type: 'application/pdf', bytes: new Uint8Array([1]) }, true);
    expect(all.of(session)?.name).toBe('K\u00fcndigung.pdf');
  }
  expect(sent).toEqual(['K\u00fcndigung.pdf', 'K\u00fcndigung.pdf']);
});
