import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type FrameLocator, type Locator, type Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { installExtension } from '../editor/extensions.mjs';
import { installVSCode } from '../editor/install.mjs';
import { changeSettings, makeProfile, type Profile } from '../editor/profile.mjs';
import { type Server, startServer } from '../editor/server.mjs';
import { newPage, openWorkbench, palette, patience, webview } from '../editor/workbench.mjs';

const root = path.join(import.meta.dirname, '../..');

/** VS Code with the extension installed as users have it, in a window that a test uses as a person does. */
export interface Window {
  readonly page: Page;
  readonly chat: FrameLocator;
  readonly run: (title: string) => Promise<void>;
  /** A row of the Assistants view by a part of its text. */
  readonly row: (text: string) => Locator;
  readonly dialog: (text: string) => Locator;
  readonly toast: (text: string) => Locator;
  /** Resolves when a notification with `text` is told, shown by itself or only in the list of notifications. */
  readonly told: (text: string) => Promise<void>;
  /** The quick input that asks `question`. */
  readonly input: (question: string) => Locator;
  /** Types into the quick input that asks `question`, and accepts. */
  readonly answer: (question: string, text: string) => Promise<void>;
  /** Runs a command and clicks the row with `text` in its list; resolves when what follows is there. */
  readonly choose: (title: string, text: string, follows: Locator) => Promise<void>;
  /** A new conversation with `assistant`; resolves when it is the one that is shown, with the cursor in its message field. */
  readonly startWith: (assistant: string) => Promise<void>;
  /** The extension's storage folder. */
  readonly storage: string;
  /** What the extension has on the disk: paths below its storage folder, with what they hold. */
  readonly stored: () => ReadonlyMap<string, string>;
  /** Changes user settings in their file; VS Code notices in its own time, and when it is loaded again. */
  readonly set: (settings: Readonly<Record<string, unknown>>) => void;
  readonly reload: () => Promise<void>;
  /** Closes what a test that failed has left open over the window: dialogs, inputs, menus and notifications. */
  readonly clear: () => Promise<void>;
  /** A second window on the same profile and folder. */
  readonly another: () => Promise<Window>;
  /** Ends the extension host, as a crash would. */
  readonly crash: () => void;
  readonly close: () => Promise<void>;
}

export interface WindowOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly locale?: 'en' | 'de';
  /** The opened folder or `.code-workspace` file; default: the sample's folder. */
  readonly folder?: string;
  /** Variables of the environment that the extension runs in. */
  readonly env?: Readonly<Record<string, string>>;
  /** The folder is not trusted: VS Code is in Restricted Mode. */
  readonly restricted?: boolean;
  /** Folders of extensions that are installed too. */
  readonly extensions?: readonly string[];
}

export async function openWindow(options: WindowOptions = {}): Promise<Window> {
  const { settings = {}, locale = 'en', folder = path.join(root, 'test/editor/sample'), env = {} } = options;
  const { restricted = false, extensions = [] } = options;
  const installed = await installVSCode();
  const profile: Profile = makeProfile({ settings: { ...(restricted && inRestrictedMode), ...settings } });
  for (const each of [root, ...extensions]) installExtension(profile, each);
  const server: Server = await startServer({ installed, profile, locale, restricted, env: { ...env } });
  const browser: Browser = await chromium.connect(inject('browser'));
  return windowOn(await newPage(browser, { locale }), { browser, server, profile, locale, folder });
}

/** No folder is trusted, and VS Code does not ask. */
const inRestrictedMode = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
};

interface Surroundings {
  readonly browser: Browser;
  readonly server: Server;
  readonly profile: Profile;
  readonly locale: 'en' | 'de';
  readonly folder: string;
}

async function windowOn(page: Page, surroundings: Surroundings): Promise<Window> {
  const { browser, server, profile, locale, folder } = surroundings;
  // A page in the background is painted when the browser likes.
  await page.bringToFront();
  await openWorkbench(page, server, { folder });
  const assistants = page.getByRole('tab', { name: 'Expert Assistants' }).first();
  // The palette lists what is known when it opens: the extension has to be there first.
  await assistants.waitFor();
  const input = (question: string) =>
    page.locator('.quick-input-widget').filter({
      has: page.locator(`input[placeholder*="${question}"]`).or(page.getByText(question)),
    });
  const chat = webview(page);
  const run = (title: string) => palette(page, title);
  const answer = async (question: string, text: string) => {
    await input(question).waitFor();
    await page
      .locator('.quick-input-widget input[type="text"], .quick-input-widget input[type="password"]')
      .first()
      .fill(text);
    await page.keyboard.press('Enter');
  };
  const choose = async (title: string, text: string, follows: Locator) => {
    const list = page.locator('.quick-input-widget');
    const deadline = Date.now() + patience;
    for (let timeout = 10_000; ; timeout *= 2) {
      await run(title);
      try {
        await list.locator('.monaco-list-row').filter({ hasText: text }).first().click({ timeout });
        await follows.waitFor({ timeout });
        return;
      } catch (error) {
        // The focus that the palette gives back may come after the list is there, which closes it.
        if (Date.now() > deadline) throw error;
        if (await list.isVisible()) await page.keyboard.press('Escape');
      }
    }
  };
  const storage = path.join(profile.data, 'User/globalStorage/expert-assistants.expert-assistants');
  return {
    page,
    chat,
    run,
    row: (text) => page.locator('.pane-body .monaco-list-row').filter({ hasText: text }),
    dialog: (text) => page.locator('.monaco-dialog-box').filter({ hasText: text }),
    toast: (text) => page.locator('.notification-toast').filter({ hasText: text }),
    told: async (text) => {
      const toast = page.locator('.notification-toast').filter({ hasText: text });
      // VS Code does not show each one by itself: in the list of notifications there are all.
      const isShown = await toast.waitFor({ timeout: 5_000 }).then(
        () => true,
        () => false,
      );
      if (isShown) return;
      await run('Notifications: Show Notifications');
      await page.locator('.notifications-center').getByText(text).first().waitFor();
    },
    input,
    answer,
    choose,
    startWith: async (assistant) => {
      await run('Ask an Assistant');
      const asked = input('Select an assistant to ask');
      // Enter takes what is highlighted, which may come from a service.
      await asked.getByText(assistant, { exact: true }).first().waitFor();
      await asked.locator('input[type="text"]').fill(assistant);
      await asked.locator('.monaco-list-row.focused').filter({ hasText: assistant }).waitFor();
      await page.keyboard.press('Enter');
      // The conversation before may be on the page for another moment, and so may a page without any.
      await chat.getByRole('article').first().waitFor({ state: 'detached' });
      await chat.getByRole('heading', { name: assistant, exact: true }).first().waitFor();
      await chat.locator('textarea:focus').waitFor();
    },
    storage,
    stored: () => filesBelow(storage),
    set: (changed) => changeSettings(profile, { ...changed }),
    reload: async () => {
      await page.bringToFront();
      await page.reload();
      await page.locator('.monaco-workbench').waitFor();
      await assistants.waitFor();
    },
    clear: async () => {
      const above = page
        .locator('.monaco-dialog-box, .quick-input-widget, .context-view .monaco-menu')
        .filter({ visible: true });
      const closed = async () => {
        const open = await above.count();
        if (open > 0) await page.keyboard.press('Escape');
        return open;
      };
      await expect.poll(closed, { interval: 300 }).toBe(0);
      const told = await page.locator('.notification-toast').count();
      if (told > 0 && locale === 'en') await run('Notifications: Clear All Notifications');
    },
    // In the same browser context: VS Code keeps its secrets there.
    another: async () => windowOn(await page.context().newPage(), surroundings),
    crash: () => {
      if (server.killExtensionHosts() === 0) throw new Error('no extension host was running');
    },
    close: async () => {
      const file = path.basename(expect.getState().testPath ?? '', '.test.ts');
      await page.screenshot({ path: path.join(root, `out/window/${file}.png`) });
      await page.context().close();
      await browser.close();
      await server.stop();
      rmSync(profile.folder, { recursive: true, force: true });
    },
  };
}

function filesBelow(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => path.join(entry.parentPath, entry.name));
  return new Map(paths.map((file) => [path.relative(folder, file), readFileSync(file, 'utf8')]));
}
