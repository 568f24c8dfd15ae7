import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { choose, messages, quickInputAsks } from './chat';
import { clickInWorkbench, evaluateInWorkbench, press, screenshot, write } from './page';
import { until } from './until';
import { closeEditors, setConnections } from './workspace';

const run = vscode.commands.executeCommand;

/** What the margin conversation that is unfolded says. */
function margin(): Promise<string> {
  return evaluateInWorkbench(() =>
    [...document.querySelectorAll<HTMLElement>('.review-widget')].map(({ innerText }) => innerText).join('\n'),
  );
}

function marginShows(text: RegExp): Promise<string> {
  return until(`the margin shows ${text}`, async () => {
    const seen = await margin();
    if (!text.test(seen)) throw new Error(seen.slice(-400));
    return seen;
  });
}

/** Types into the reply of the margin conversation, and sends it. */
async function reply(text: string): Promise<void> {
  await until('the reply', async () => {
    const isThere = await evaluateInWorkbench(() => {
      const field = document.querySelector<HTMLElement>('.review-widget .comment-form textarea, .review-widget .comment-form .native-edit-context');
      document.querySelector<HTMLElement>('.review-widget .review-thread-reply-button')?.click();
      field?.focus();
      return field !== null && document.activeElement === field;
    });
    return isThere;
  });
  await write(text);
  await until('what was typed', () =>
    evaluateInWorkbench(
      (typed: string) => document.querySelector<HTMLElement>('.review-widget .comment-form')?.innerText.replaceAll('\u00a0', ' ').includes(typed) === true,
      text,
    ),
  );
  await clickInWorkbench('button', 'Send');
}

/** Lines of the margin that have a conversation, counted from 1. */
async function marginLine(document: vscode.TextDocument): Promise<string> {
  const seen = await evaluateInWorkbench(() =>
    [...document.querySelectorAll<HTMLElement>('.comment-range-glyph')].map((each) => each.closest('div[style*="top"]')?.getAttribute('style') ?? ''),
  );
  return `${document.lineCount} ${JSON.stringify(seen)}`;
}

describe('conversations in the margin', () => {
  let folder: string;
  before(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'margin-'));
    await setConnections([]);
    await run('expertAssistants.tryDemo');
  });
  after(async () => {
    await closeEditors();
    await setConnections([]);
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(closeEditors);

  it('shows what will be sent, answers at the lines, and goes on in the chat', async () => {
    const file = path.join(folder, 'notice.md');
    writeFileSync(file, 'One line.\n\nHow do I stop an answer?\n\nLast line.\n');
    const document = await vscode.workspace.openTextDocument(file);
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(2, 0, 2, 24);
    const asking = run('expertAssistants.askInMargin');
    await quickInputAsks('Select an assistant to ask about the selection');
    await choose('Demo: Short');
    await asking;
    await marginShows(/Nothing has been sent yet/);
    await screenshot('margin-draft');
    await reply('How do I stop an answer?');
    await marginShows(/Powered by|not from a language model/);
    await screenshot('margin-answered');
    console.log(await marginLine(document));
  });
});
