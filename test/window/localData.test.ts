import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { until } from '../vscode/until.ts';
import { openWindow, type Window } from './window.ts';

let window: Window;
const connections = { 'expertAssistants.connections': [{ id: 'demo', provider: 'demo', name: 'Demo' }] };
beforeAll(async () => {
  window = await openWindow({ settings: connections });
}, 240_000);
afterAll(() => window?.close());
beforeEach(() => window.clear());

const composer = () => window.chat.getByRole('textbox', { name: 'Message' });
const everything = () => [...window.stored().values()].join('\n');

/** All that VS Code itself keeps of what a page saved, and of all else: in a browser it is a database there. */
function keptByVsCode(): Promise<string> {
  return window.page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const kept: unknown[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        kept.push(await done(database.transaction(store).objectStore(store).getAll()));
      }
      database.close();
    }
    return JSON.stringify(kept);
  });
}

/** Loads the window anew: then VS Code writes what pages saved. */
async function reloaded(): Promise<void> {
  await window.reload();
  await window.run('Focus Message Field');
  await until('the page’s own state', async () => (await keptByVsCode()).includes('expertAssistants.chat'));
}

async function ask(question: string, articles: number): Promise<void> {
  await composer().fill(question);
  await composer().press('Enter');
  await window.chat.getByRole('article').nth(articles).getByText('complete', { exact: true }).first().waitFor();
}

it('keeps a conversation and a draft in files, says what deleting all local data takes, and leaves no byte', async () => {
  await window.startWith('Demo: No Sources');
  await ask('Which keys are there?', 1);
  await composer().fill('a draft about Mandant Müller');
  await window.run('Focus on Assistants View');
  await until('the draft on the disk', () => everything().includes('a draft about Mandant Müller'));
  expect(everything()).toContain('Which keys are there?');
  // It was answered: nothing waits to be sent.
  expect([...window.stored().keys()].filter((file) => file.startsWith('outbox'))).toEqual([]);

  await window.run('Delete All Local Data');
  const dialog = window.dialog('Delete all local data of Expert Assistants?');
  await dialog.getByText('drafts and unanswered questions in all workspaces').waitFor();
  await dialog.getByText('those of removed connections: “Demo”').waitFor();
  await dialog.getByRole('button', { name: 'Delete Everything', exact: true }).click();
  await window.toast('All local data was deleted.').waitFor();
  expect([...window.stored()]).toEqual([]);
  // Whom one can ask is there without being looked for.
  const assistants = window.chat.getByRole('combobox', { name: 'Assistant' });
  await expect.poll(() => assistants.getByRole('option').allTextContents()).toContain('Demo: No Sources');
  await window.run('Notifications: Clear All Notifications');
  expect(everything()).not.toContain('Müller');
  expect(await window.chat.getByRole('article').count()).toBe(0);
  await reloaded();
  expect(await keptByVsCode()).not.toMatch(/Which keys are there|Mandant Müller/);
});

it('asks for no key where there is the demo only, and says why', async () => {
  await window.run('Set API Key…');
  await window.toast('The demo doesn’t need an API key. To enter one, add a connection.').waitFor();
  await window.run('Notifications: Clear All Notifications');
});

it('writes nothing of a question, an answer or a draft to the disk with history off', async () => {
  const usual = window;
  window = await openWindow({ settings: { ...connections, 'expertAssistants.saveHistory': false } });
  onTestFinished(async () => {
    await window.close();
    window = usual;
  });
  await window.startWith('Demo: No Sources');
  await ask('What does Esc do?', 1);
  await composer().fill('an unwritten thought');
  await window.run('Focus on Assistants View');
  await window.row('Demo').first().waitFor();
  await window.run('Focus Message Field');
  expect(await composer().inputValue()).toBe('an unwritten thought');
  expect(everything()).not.toMatch(/What does Esc do|an unwritten thought/);
  await reloaded();
  expect(await keptByVsCode()).not.toMatch(/What does Esc do|an unwritten thought/);
  expect(everything()).not.toMatch(/What does Esc do|an unwritten thought/);
});
