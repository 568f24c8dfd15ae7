import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Service } from '../service/service.ts';
import { choose, quickInputAsks, startCommand, workbenchShows } from './chat';
import { clickInWorkbench, evaluateInWorkbench, press, screenshot } from './page';
import { until } from './until';
import { closeEditors, connectService, setConnections } from './workspace';

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

let service: Service;

describe('the connections, in a list with buttons', () => {
  before(async () => {
    service = await connectService();
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
