import { expect, test } from 'vitest';
import { connectionText } from '../../src/chat/text/curl/connectionText.ts';

const haufe = 'https://api.haufe.ai/agents';
const copilot = 'https://api.copilotbuilder.ai';
const userId = '3f1d6c9e-2b54-4e0a-9c7d-1a2b3c4d5e6f';

test.each([
  [`curl ${haufe}/v1/assistants -H 'api-key: K1'`, { provider: 'haufe', baseUrl: haufe, key: 'K1' }],
  [
    `curl -X GET "${haufe}/v1/assistants" \\\n  -H "api-key: K1" \\\n  -H 'accept: application/json'`,
    { provider: 'haufe', baseUrl: haufe, key: 'K1' },
  ],
  [`curl -X GET "${haufe}/v1/assistants" \\  -H "api-key: K1"`, { provider: 'haufe', baseUrl: haufe, key: 'K1' }],
  [
    `curl --request POST --url ${haufe}/v1/threads/x/run --header 'api-key: K1' --data '{"meta_data":{"user_data":{"licence":"PI9"}}}'`,
    { provider: 'haufe', baseUrl: haufe, key: 'K1', license: 'PI9' },
  ],
  [
    `$ curl ${haufe}/v1/threads -H "api-key: K1" -d "{\\"assistant_id\\":\\"a\\",\\"user_id\\":\\"${userId}\\"}"`,
    { provider: 'haufe', baseUrl: haufe, key: 'K1', userId },
  ],
  [`curl ${haufe}/v1/assistants -H 'api-key: <API_KEY>'`, { provider: 'haufe', baseUrl: haufe }],
  [`curl ${haufe}/v1/assistants -H "api-key: $HAUFE_API_KEY"`, { provider: 'haufe', baseUrl: haufe }],
  [
    `curl -X POST '${copilot}/chat/initialize?deploymentId=d-1' -H 'X-API-KEY: K2'`,
    { provider: 'copilotBuilder', baseUrl: copilot, key: 'K2', deploymentId: 'd-1' },
  ],
  [
    `curl.exe ${copilot}/chat/SendMessage ^\r\n -H "x-api-key: K2" ^\r\n -d '{"sessionId":"s","deploymentId":"d-1","message":"x"}'`,
    { provider: 'copilotBuilder', baseUrl: copilot, key: 'K2', deploymentId: 'd-1' },
  ],
  [
    "curl https://proxy.example/haufe/v1/assistants -H 'api-key: K1'",
    { provider: 'haufe', baseUrl: 'https://proxy.example/haufe', key: 'K1' },
  ],
  [`curl -Hapi-key:K1 -XGET ${haufe}/v1/assistants`, { provider: 'haufe', baseUrl: haufe, key: 'K1' }],
  [`curl --header='api-key: K1' --url=${haufe}/v1/assistants`, { provider: 'haufe', baseUrl: haufe, key: 'K1' }],
  [
    `curl -sSx http://proxy:8080 --retry 3 ${haufe}/v1/assistants -H "api-key: K1" | jq .`,
    { provider: 'haufe', baseUrl: haufe, key: 'K1' },
  ],
  [
    `curl -G ${haufe}/v1/threads --data-urlencode "user_id=${userId}" -H "api-key: K1"`,
    { provider: 'haufe', baseUrl: haufe, key: 'K1', userId },
  ],
  [`curl ^"${haufe}/v1/assistants^" ^\r\n  -H ^"api-key: K1^"`, { provider: 'haufe', baseUrl: haufe, key: 'K1' }],
  [`# list\nsudo curl ${haufe}/v1/assistants -H "api-key: K1"`, { provider: 'haufe', baseUrl: haufe, key: 'K1' }],
  [
    `KEY=K1; curl api.haufe.ai/agents/v1/assistants -H "api-key: \${KEY}"`,
    { provider: 'haufe', baseUrl: haufe, key: 'K1' },
  ],
  [`curl ${haufe}/v1/assistants -H 'api-key: mykey1'`, { provider: 'haufe', baseUrl: haufe, key: 'mykey1' }],
  ['HAUFE_API_KEY=K1', { provider: 'haufe', key: 'K1' }],
  ['HAUFE_API_KEY=a#b;c', { provider: 'haufe', key: 'a#b;c' }],
  ['HAUFE_API_KEY=\nHAUFE_LICENSE=PI9', { provider: 'haufe', license: 'PI9' }],
  ['# HAUFE_API_KEY=old\nHAUFE_API_KEY=K1\n#HAUFE_API_KEY=other', { provider: 'haufe', key: 'K1' }],
  ['$env:HAUFE_API_KEY = "K1"', { provider: 'haufe', key: 'K1' }],
  ['set "HAUFE_API_KEY=K1"', { provider: 'haufe', key: 'K1' }],
  ['setx HAUFE_API_KEY K1', { provider: 'haufe', key: 'K1' }],
  ['environment:\n  - HAUFE_API_KEY=K1\n  HAUFE_LICENSE: PI9', { provider: 'haufe', key: 'K1', license: 'PI9' }],
  ['{"HAUFE_API_KEY": "K1", "HAUFE_LICENSE": "PI9"}', { provider: 'haufe', key: 'K1', license: 'PI9' }],
  [`API_KEY=K1\nBASE_URL=${haufe}/v1`, { provider: 'haufe', baseUrl: haufe, key: 'K1' }],
  [
    `export HAUFE_API_KEY="K1"\nHAUFE_LICENSE_ID='PI9' # mine\nHAUFE_BASE_URL=${haufe}/`,
    { provider: 'haufe', key: 'K1', license: 'PI9', baseUrl: haufe },
  ],
  ['DEPLOYMENT_ID=d-1 API_KEY=K2', { provider: 'copilotBuilder', key: 'K2', deploymentId: 'd-1' }],
  ['COPILOTBUILDER_API_KEY=K2', { provider: 'copilotBuilder', key: 'K2' }],
] as const)('reads the connection in %s', (text, expected) => {
  expect(connectionText(text)).toEqual(expected);
});

test.each([
  '',
  'curl',
  'curl https://a.example/x',
  'API_KEY=K1',
  'What is the notice period?',
  'wget https://api.haufe.ai',
  `${'x'.repeat(1e6)}`,
])('reads no connection in %.40s', (text) => {
  expect(connectionText(text)).toBeUndefined();
});
