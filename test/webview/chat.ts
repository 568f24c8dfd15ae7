import axe from 'axe-core';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import type { ThreadEvent } from '../../src/chat/model/transcript.ts';
import type { Labels } from '../../src/pageWords.ts';
import type { ChatState, FromWebview, ToWebview } from '../../src/protocol.ts';
import { type BuiltPage, servePage } from './builtPage.ts';
import { labelsIn } from './labels.ts';
import type { Theme } from './themes.ts';

export interface OpenOptions {
  readonly language?: 'en' | 'de';
  readonly theme?: Theme;
  readonly policy?: boolean;
  readonly width?: number;
  readonly height?: number;
  readonly state?: ChatState;
}

type Posted<T extends FromWebview['type']> = Extract<FromWebview, { type: T }>;

/** A chat page in a browser, seen from the host's side and from the person's side. */
export interface Chat {
  readonly page: Page;
  readonly labels: Labels;
  /** Addresses that the page asked for, without its own files. */
  readonly foreignRequests: readonly string[];
  readonly dialogs: readonly string[];
  readonly composer: Locator;
  readonly conversation: Locator;
  readonly say: (message: ToWebview) => Promise<void>;
  readonly happen: (...events: readonly ThreadEvent[]) => Promise<void>;
  readonly posted: <T extends FromWebview['type']>(type: T) => Promise<Posted<T>[]>;
  /** Faults of scripts, and what the content security policy refused. */
  readonly faults: () => Promise<string[]>;
  /** Until what was said is painted. */
  readonly painted: () => Promise<void>;
  readonly violations: () => Promise<string[]>;
}

let browser: Browser;
let built: BuiltPage;
const open: Page[] = [];

/** Call at the top of a test file: the pages of its tests are open until each ends. */
export function useChatPage(): (options?: OpenOptions) => Promise<Chat> {
  beforeAll(async () => {
    [browser, built] = await Promise.all([chromium.connect(inject('browser')), servePage(inject('page'))]);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((page) => page.context().close()));
  });
  afterAll(async () => {
    await browser?.close();
    built?.close();
  });
  return openChat;
}

/** A page of the same browser without anything in it, open until its test ends, or its file. */
export async function openBlank(until: 'test' | 'file' = 'test'): Promise<Page> {
  const page = await browser.newPage();
  if (until === 'test') open.push(page);
  return page;
}

async function openChat(options: OpenOptions = {}): Promise<Chat> {
  const { language = 'en', theme = 'dark', policy = true, width = 360, height = 640, state } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    locale: language,
    timezoneId: 'Europe/Berlin',
    // What turns is painted anew all the time.
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  open.push(page);
  page.setDefaultTimeout(30_000);
  const foreignRequests: string[] = [];
  const dialogs: string[] = [];
  const own = new RegExp(
    `^${built.origin}/(\\d+|main\\.js|chunks/[\\w-]+\\.js|style\\.css|theme/[\\w-]+|icons/[\\w-]+\\.svg)$|^data:,$`,
  );
  context.on('request', (request) => {
    if (!own.test(request.url())) foreignRequests.push(request.url());
  });
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const labels = labelsIn(language);
  await page.goto(built.address({ labels, theme, policy }));
  const chat = describeChat(page, labels, foreignRequests, dialogs);
  if (state) await chat.say({ type: 'state', state });
  return chat;
}

function describeChat(page: Page, labels: Labels, foreignRequests: string[], dialogs: string[]): Chat {
  const say = async (message: ToWebview) => {
    await page.evaluate((data) => dispatchEvent(new MessageEvent('message', { data })), message);
    await painted();
  };
  const painted = async () => {
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  };
  return {
    page,
    labels,
    foreignRequests,
    dialogs,
    composer: page.getByRole('textbox', { name: labels.message }),
    conversation: page.getByRole('region', { name: labels.conversation }),
    say,
    happen: (...events) => say({ type: 'events', sessionId: 's1', events }),
    posted: async (type) => {
      const all = await page.evaluate(() => (window as unknown as { posted: FromWebview[] }).posted);
      return all.filter((message): message is Posted<typeof type> => message.type === type);
    },
    faults: () => page.evaluate(() => (window as unknown as { faults: string[] }).faults),
    painted,
    violations: () => findViolations(page),
  };
}

/** What axe-core finds wrong, one line each. */
async function findViolations(page: Page): Promise<string[]> {
  // Run in a world of its own: the page's policy stays in force for the page.
  await page.evaluate(axe.source);
  return await page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document);
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.failureSummary}`),
    );
  });
}
