import fc from 'fast-check';
import { expect, it } from 'vitest';
import { asCurl } from '../../src/chat/text/curl/asCurl.ts';
import { connectionText } from '../../src/chat/text/curl/connectionText.ts';
import { seeded } from './property.ts';

it('copies a request as one command of cURL, with a name in the place of the key', () => {
  const url = 'https://api.haufe.ai/agents/v1/threads/t/messages';
  const headers = { 'api-key': '<API_KEY>', 'content-type': 'application/json' };
  expect(asCurl([{ method: 'POST', url, headers, body: { role: 'user', content: 'So geht’s: it\'s "5"' } }])).toBe(
    [
      `curl -X POST '${url}' \\`,
      `  -H 'api-key: <API_KEY>' \\`,
      `  -H 'content-type: application/json' \\`,
      `  -d '{"role":"user","content":"So geht’s: it'\\''s \\"5\\""}'`,
    ].join('\n'),
  );
});

it('gives a command that is read as a pasted one, and brings no key along', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (message) => {
      const command = asCurl([
        {
          method: 'POST',
          url: 'https://api.copilotbuilder.ai/chat/SendMessage',
          headers: { 'x-api-key': '<API_KEY>' },
          body: { sessionId: '<SESSION_ID>', deploymentId: 'd-1', message },
        },
      ]);
      expect(connectionText(command)).toEqual({
        provider: 'copilotBuilder',
        baseUrl: 'https://api.copilotbuilder.ai',
        deploymentId: 'd-1',
      });
    }),
    seeded('curl', 300),
  );
});
