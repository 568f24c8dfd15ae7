import { expect, it } from 'vitest';
import { askAboutRemote } from '../../src/host/connections/keys/askAboutRemote.ts';
import { remoteConsent } from '../../src/host/connections/keys/remoteConsent.ts';
import { LocalAgreedRemotes } from '../../src/storage/stores/agreedRemotes.ts';
import { scriptedPrompts } from './scriptedPrompts.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const folder = temporaryFolder();

const fail = (error: unknown) => {
  throw error;
};

/** A window on a remote, and whom it asked about. */
function window(remoteName: string | undefined, isThere: boolean, ...answers: boolean[]) {
  const asked: string[] = [];
  const ask = async (name: string) => {
    asked.push(name);
    return answers.shift() ?? false;
  };
  return {
    asked,
    mayUse: remoteConsent({ remoteName, isThere }, new LocalAgreedRemotes(folder('remotes'), {}), ask, fail),
  };
}

it.each([
  ['there is no remote', undefined, true],
  ['the extension runs beside the window', 'ssh-remote', false],
  ['the server is this computer', '127.0.0.1:8080', true],
  ['the server is this computer by its name', 'localhost:3000', true],
])('asks nobody when %s', async (_, remoteName, isThere) => {
  const { asked, mayUse } = window(remoteName, isThere);
  expect([await mayUse(), asked]).toEqual([true, []]);
});

it.each(['ssh-remote', 'dev-container', 'wsl', 'codespaces', 'vscode.example:443'])(
  'asks once about %s, however many keys are wanted, in however many windows',
  async (remoteName) => {
    const first = window(remoteName, true, true);
    expect(await Promise.all([first.mayUse(), first.mayUse()])).toEqual([true, true]);
    const second = window(remoteName, true);
    expect(await second.mayUse()).toBe(true);
    expect([first.asked, second.asked]).toEqual([[remoteName], []]);
  },
);

it('takes a refusal for the window, and asks again in the next and about another remote', async () => {
  const first = window('wsl', true, false, true);
  expect([await first.mayUse(), await first.mayUse(), first.asked]).toEqual([false, false, ['wsl']]);
  expect(await window('wsl', true, true).mayUse()).toBe(true);
  expect(await window('ssh-remote', true, false).mayUse()).toBe(false);
});

it('says where keys, questions, and requests will be', async () => {
  const { prompts, shown } = scriptedPrompts(({ buttons }) => buttons?.[0]);
  expect(await askAboutRemote({ prompts }, 'ssh-remote')).toBe(true);
  expect(shown).toMatchObject([{ as: 'confirm', text: expect.stringContaining('ssh-remote') }]);
  for (const word of ['API keys', 'questions', 'requests', 'network']) expect(shown[0]?.detail).toContain(word);
  expect(await askAboutRemote({ prompts: scriptedPrompts().prompts }, 'ssh-remote')).toBe(false);
});
