import { expect, it } from 'vitest';
import { Attachments } from '../../src/chat/composer/attachments.ts';
import { manageUploadedFiles } from '../../src/host/attachments/uploadedFiles.ts';
import { scriptedPrompts } from './scriptedPrompts.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const assistant = { id: 'hr', name: 'HR', features: ['files'] };
const session = { connectionId: 'c', assistant, transcript: { messages: [] } } as never;
const connection = { id: 'c', provider: 'haufe', name: 'Kanzlei', baseUrl: 'https://api.haufe.ai/agents' };

/** Manages two uploaded files and chooses these rows one after the other. `active`: the conversation in sight. */
async function manage(active: unknown, ...choices: readonly string[]) {
  const left = [...choices];
  const { prompts, shown } = scriptedPrompts(({ as, buttons = [] }) => {
    const isNext = (as === 'pick' || as === 'confirm') && buttons.includes(left[0] ?? '');
    return isNext ? left.shift() : undefined;
  });
  const deleted: string[] = [];
  const texts: string[] = [];
  const focused: string[] = [];
  const port = {
    list: async () => ({
      files: [
        { fileId: 'f1', name: 'Vertrag.pdf' },
        { fileId: 'f2', name: 'a/b.txt' },
      ],
      total: 2,
      more: false,
    }),
    text: async (id: string) => `Text von ${id}`,
    delete: async (id: string) => void deleted.push(id),
  };
  const attachments = new Attachments({ of: async () => ({ files: port as never }) }, log);
  const providers = { connections: [connection], of: async () => ({ files: port }) };
  await manageUploadedFiles({
    attachments,
    pages: { active },
    views: { focus: async (where: string) => void focused.push(where) },
    providers,
    directory: { list: async () => [assistant] },
    prompts,
    icon: () => ({}),
    show: async (name: string, text: string) => void texts.push(`${name}: ${text}`),
  } as never);
  return { file: attachments.ready(session), deleted, texts, focused, picks: shown.filter(({ as }) => as === 'pick') };
}

it('attaches the picked file to the conversation in sight, and goes back to the message field', async () => {
  const { file, focused } = await manage(session, 'Vertrag.pdf', 'Attach to This Conversation');
  expect(file).toEqual({ fileId: 'f1', name: 'Vertrag.pdf' });
  expect(focused).toEqual(['input']);
});

it('offers to attach it only where the conversation in sight takes a file of that service', async () => {
  const offers = async (active: unknown) => (await manage(active, 'Vertrag.pdf')).picks.at(-1)?.buttons;
  const others = ['Show Extracted Text', 'Delete…'];
  expect(await offers(session)).toEqual(['Attach to This Conversation', ...others]);
  expect(await offers(undefined)).toEqual(others);
  expect(await offers({ connectionId: 'other', assistant, transcript: { messages: [] } })).toEqual(others);
  expect(await offers({ connectionId: 'c', assistant: { ...assistant, features: [] } })).toEqual(others);
});

it('shows the extracted text under the name of the file', async () => {
  expect((await manage(session, 'a/b.txt', 'Show Extracted Text')).texts).toEqual(['a_b.txt.txt: Text von f2']);
});

it('deletes a file only when that was confirmed', async () => {
  expect((await manage(session, 'Vertrag.pdf', 'Delete…')).deleted).toEqual([]);
  expect((await manage(session, 'Vertrag.pdf', 'Delete…', 'Delete')).deleted).toEqual(['f1']);
});
