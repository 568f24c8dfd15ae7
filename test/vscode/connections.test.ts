import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type Service, startService } from '../service/service.ts';
import { answerInput, choose, enterKey, quickInputAsks, startCommand, workbenchShows } from './chat';
import { clickInWorkbench, evaluateInWorkbench, press, screenshot, textOfWorkbench } from './page';
import { until } from './until';
import { closeEditors, connectTo, setConnections } from './workspace';

const manage = () => startCommand('manageConnections', 'Select a connection to change, test, or remove');

const order = () =>
  (
    vscode.workspace.getConfiguration('expertAssistants').inspect<{ id: string }[]>('connections')?.globalValue ?? []
  ).map(({ id }) => id);

interface Row {
  readonly text: string;
  readonly buttons: readonly string[];
}

/** The rows of the quick pick, with the names of their buttons. */
const rows = (): Promise<readonly Row[]> =>
  evaluateInWorkbench(() =>
    [...document.querySelectorAll<HTMLElement>('.quick-input-widget .monaco-list-row')].map((row) => ({
      text: row.innerText.replace(/\s+/g, ' ').trim(),
      buttons: [...row.querySelectorAll('.action-label')].map((button) => button.getAttribute('aria-label') ?? ''),
    })),
  );

/** Presses a button of a row, which is drawn as soon as the row is pointed at. */
const pressButton = (row: string, button: string) =>
  until(`“${button}” of “${row}”`, () =>
    evaluateInWorkbench(
      ([text, name]: readonly [string, string]) => {
        const found = [...document.querySelectorAll<HTMLElement>('.quick-input-widget .monaco-list-row')]
          .find(({ innerText }) => innerText.includes(text))
          ?.querySelector<HTMLElement>(`.action-label[aria-label^="${name}"]`);
        found?.click();
        return found !== null && found !== undefined;
      },
      [row, button] as const,
    ),
  );

/** Types where VS Code asks for a file, until the window shows `next`: it ignores Enter while it still reads a folder. */
const enterPath = (path: string, next: string) =>
  until(`the window shows “${next}”`, async () => {
    if ((await textOfWorkbench()).includes(next)) return true;
    const hasFocus = await evaluateInWorkbench((wanted: string) => {
      const input = document.querySelector<HTMLInputElement>('.quick-input-widget input:not([type="checkbox"])');
      if (!input?.checkVisibility()) return false;
      input.focus();
      if (input.value !== wanted) {
        input.value = wanted;
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }
      return document.activeElement === input;
    }, path);
    if (hasFocus) await press('Enter');
    return false;
  });

let service: Service;

describe('the connections, in a list with buttons', () => {
  before(async () => {
    service = await startService();
  });
  beforeEach(async () => {
    await connectTo(service);
    service.reset();
  });
  after(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await closeEditors();
    await setConnections([]);
    await service.stop();
  });

  it('offers for each what can be done with it, and adding and importing below', async () => {
    const [done] = await manage();
    const shown = await until('the rows', async () => {
      const all = await rows();
      return all.length === 4 && all;
    });
    assert.match(
      shown.map(({ text }) => text).join('|'),
      /^Kanzlei A.*\|Support.*\|Add Connection…\|Import Connections…$/,
    );
    const same = ['Test Connection', 'Set API Key…', 'Edit Connection…', 'Remove Connection'];
    assert.deepEqual(
      shown.map(({ buttons }) => buttons),
      [['Move Down', ...same], ['Move Up', ...same], [], []],
    );
    await screenshot('connections');
    await press('Escape');
    await done;
  });

  it('moves a connection down and up again, and stays open with it selected', async () => {
    const [done] = await manage();
    await pressButton('Kanzlei A', 'Move Down');
    await until('the other order', () => order().join() === 'support,kanzlei');
    const shown = await until('the rows in that order', async () => {
      const all = await rows();
      return all[0]?.text.startsWith('Support') && all;
    });
    assert.deepEqual([shown[0]?.buttons[0], shown[1]?.buttons[0]], ['Move Down', 'Move Up']);
    await pressButton('Kanzlei A', 'Move Up');
    await until('the first order', () => order().join() === 'kanzlei,support');
    await press('Escape');
    await done;
  });

  it('tests the connection whose button is pressed', async () => {
    const [done] = await manage();
    await pressButton('Support', 'Test Connection');
    await workbenchShows('The connection “Support” was saved but doesn’t work: No API key is stored');
    assert.equal(service.requests.length, 0);
    await vscode.commands.executeCommand('notifications.clearAll');
    await done;
  });

  it('imports an administrator’s file without the key in it, and asks for the key of each address anew', async () => {
    await enterKey('kanzlei', 'Kanzlei A', service.haufe.key);
    await workbenchShows('The connection “Kanzlei A” works');
    await vscode.commands.executeCommand('notifications.clearAll');
    const before = service.requests.length;
    const office = service.haufe.baseUrl;
    const moved = office.replace('127.0.0.1', 'localhost');
    const list = [
      { id: 'kanzlei', provider: 'haufe', name: 'Kanzlei A', baseUrl: moved, apiKey: 'KEY-IN-THE-FILE' },
      { id: 'office', provider: 'haufe', name: 'Office', baseUrl: office },
    ];
    const file = vscode.Uri.joinPath(
      vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/'),
      'office.json',
    );
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(JSON.stringify(list)));
    const dialogs = vscode.workspace.getConfiguration('files');
    await dialogs.update('simpleDialog.enable', true, vscode.ConfigurationTarget.Global);
    try {
      const [done] = await startCommand('importConnections', 'Import Connections');
      await enterPath(file.fsPath, 'Import 2 connections?');
      const asked = await workbenchShows('Import 2 connections?');
      for (const words of [moved, office, 'looks like an API key. It isn’t imported'])
        assert.ok(asked.includes(words), words);
      assert.deepEqual(order(), ['kanzlei', 'support']);
      await screenshot('import');
      await clickInWorkbench('button', 'Import');
      await quickInputAsks('API Key for Office');
      assert.ok(!JSON.stringify(vscode.workspace.getConfiguration('expertAssistants')).includes('KEY-IN-THE-FILE'));
      await answerInput(service.haufe.key);
      await quickInputAsks('API Key for Kanzlei A');
      assert.equal(service.requests.length, before);
      await answerInput(service.haufe.key);
      await workbenchShows(`are sent to ${new URL(moved).host}`);
      await vscode.commands.executeCommand('notifications.clearAll');
      await done;
      assert.deepEqual(order(), ['kanzlei', 'support', 'office']);
    } finally {
      await dialogs.update('simpleDialog.enable', undefined, vscode.ConfigurationTarget.Global);
      await vscode.workspace.fs.delete(file);
      await vscode.commands.executeCommand('notifications.clearAll');
    }
  });

  it('offers the same to the keyboard, and removes nothing before it has asked', async () => {
    const [done] = await manage();
    await choose('Support');
    await quickInputAsks('What do you want to do with “Support”?');
    await choose('Remove Connection');
    await workbenchShows('Remove the connection “Support”?');
    await clickInWorkbench('button', 'Cancel');
    await done;
    assert.deepEqual(order(), ['kanzlei', 'support']);
    const [removing] = await manage();
    await pressButton('Support', 'Remove Connection');
    await workbenchShows('Remove the connection “Support”?');
    await clickInWorkbench('button', 'Remove');
    await removing;
    assert.deepEqual(order(), ['kanzlei']);
  });
});
