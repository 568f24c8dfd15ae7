import { expect, it } from 'vitest';
import { reportText } from '../../src/host/support/reportText.ts';

it('reports versions, kinds of connections, and names of settings', () => {
  const text = reportText({
    version: '0.1.0',
    editor: '1.139.1 (desktop)',
    system: 'linux x64',
    language: 'de',
    remote: undefined,
    isTrusted: true,
    connections: ['haufe', 'demo', 'haufe'],
    settings: ['expertAssistants.sendKey'],
  });
  for (const part of ['0.1.0', '1.139.1 (desktop)', 'linux x64', 'haufe × 2, demo × 1', 'expertAssistants.sendKey'])
    expect(text).toContain(part);
  expect(text).toContain('Remote: none');
});
