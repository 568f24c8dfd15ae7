import { expect, it } from 'vitest';
import { namesSecret } from '../../src/chat/text/redaction.ts';

it.each([
  'api_key',
  'apiKey',
  'API-Keys',
  'x-api-key',
  'access_token',
  'accessToken',
  'refresh token',
  'authorization',
  'Proxy-Authorization',
  'client_secret',
  'clientSecret',
  'password',
  'db.password',
  'PASSWD',
  'Passwort',
  'passphrase',
  'private_key',
  'subscription-key',
  'Ocp-Apim-Subscription-Key',
  'session_token',
  'Set-Cookie',
  'credentials',
  'connectionString',
  'token',
  'key',
  'jwt',
  'id_token',
  'secretValue',
])('takes %s for the name of a credential', (name) => {
  expect(namesSecret(name)).toBe(true);
});

it.each([
  'max_tokens',
  'token_count',
  'tokens',
  'totalTokenUsage',
  'author',
  'authority',
  'keywords',
  'monkey',
  'key_points',
  'intent',
  'model',
  'question_type',
  'spinning',
  'passage',
  'secretary',
  'paid_tokens',
  'valid_token_count',
  '',
])('takes %s for no name of a credential', (name) => {
  expect(namesSecret(name)).toBe(false);
});
