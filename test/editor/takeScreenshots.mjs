// Opens VS Code with the built extension installed, plays the scenario once for each theme, and writes its pictures.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildExtension } from './buildExtension.mjs';
import { launchBrowser } from './chromium.mjs';
import { installExtension } from './extensions.mjs';
import { installVSCode } from './install.mjs';
import { playFilm } from './movingPicture.mjs';
import { playNewcomer } from './newcomerSeries.mjs';
import { makeProfile } from './profile.mjs';
import { play } from './scenario.mjs';
import { startServer } from './server.mjs';
import { playMargin, playRestricted } from './stateSeries.mjs';
import { newPage, openWorkbench } from './workbench.mjs';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const { values: options } = parseArgs({
  options: {
    scene: { type: 'string', multiple: true, default: ['conversation', 'film', 'newcomer', 'margin', 'restricted'] },
    theme: { type: 'string', multiple: true, default: ['dark'] },
    locale: { type: 'string', default: 'en' },
    width: { type: 'string' },
    height: { type: 'string' },
    version: { type: 'string', default: 'newest' },
    out: { type: 'string' },
    extension: { type: 'string', default: repository },
  },
});

const states = { width: 1000, height: 640, folder: 'out/screenshots', largest: 200_000 };
/** What each needs of VS Code, where its pictures go, and how many bytes one may have. */
const scenes = {
  conversation: { play, settings: {}, width: 1200, height: 760, folder: 'media/readme', largest: 200_000 },
  film: {
    play: playFilm,
    settings: { 'editor.minimap.enabled': false },
    ...{ width: 1100, height: 640, folder: 'media/readme', largest: 1_000_000 },
  },
  newcomer: {
    play: playNewcomer,
    settings: { 'chat.disableAIFeatures': false },
    ...{ width: 1200, height: 760, folder: 'out/newcomer', largest: 200_000 },
  },
  margin: { play: playMargin, settings: {}, ...states },
  restricted: {
    play: playRestricted,
    settings: {
      'security.workspace.trust.enabled': true,
      'security.workspace.trust.startupPrompt': 'never',
      'security.workspace.trust.banner': 'never',
    },
    ...states,
  },
};
/** @type {Record<string, string>} VS Code's own defaults */
const themes =
  options.version === 'floor'
    ? { dark: 'Default Dark Modern', light: 'Default Light Modern' }
    : { dark: 'Dark 2026', light: 'Light 2026' };

const extension = path.resolve(options.extension);
await buildExtension(extension);
const installed = await installVSCode(options.version);
const browser = await launchBrowser();
try {
  for (const name of options.scene) for (const theme of options.theme) await picturesOf(name, theme);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await browser.close();
}

/** @param {string} name of the scene @param {string} theme */
async function picturesOf(name, theme) {
  const scene = scenes[/** @type {keyof typeof scenes} */ (name)];
  const { locale } = options;
  const profile = makeProfile({
    settings: {
      'workbench.colorTheme': themes[theme] ?? theme,
      'window.autoDetectColorScheme': false,
      ...scene.settings,
    },
  });
  const workspace = path.join(profile.folder, 'documents');
  cpSync(fileURLToPath(new URL('sample', import.meta.url)), workspace, { recursive: true });
  installExtension(profile, extension);
  // VS Code's own chat calls a participant only where it knows a model.
  if (name === 'newcomer') installExtension(profile, fileURLToPath(new URL('model', import.meta.url)));
  const server = await startServer({ installed, profile, locale, restricted: name === 'restricted' });
  try {
    const { width = scene.width, height = scene.height } = options;
    const page = await newPage(browser, { width: Number(width), height: Number(height), locale });
    await openWorkbench(page, server, { folder: workspace });
    const ending = `${theme.toLowerCase().replaceAll(/\W+/g, '-')}${locale === 'en' ? '' : `-${locale}`}.webp`;
    /** @param {string} picture @param {Buffer} bytes @param {string} [into] */
    const keep = (picture, bytes, into = scene.folder) => {
      const folder = path.resolve(options.out ?? path.join(repository, into));
      write(path.join(folder, `${picture}-${ending}`), bytes, scene.largest);
    };
    /** @param {string} picture @param {string} [into] */
    const take = async (picture, into) => keep(picture, await taken(page), into);
    const stage = { page, locale, keep, take };
    await scene.play(stage).catch(async (error) => {
      const file = path.join(repository, 'out/screenshots-failed.png');
      await page.screenshot({ path: file });
      throw new Error(`The scenario stopped at what ${file} shows. ${error.message}`);
    });
    await page.close();
  } finally {
    await server.stop();
    rmSync(profile.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * WebP, which only the browser's own protocol gives: a third of a PNG.
 * @param {import('playwright-core').Page} page @returns {Promise<Buffer>}
 */
async function taken(page) {
  // Where the scenario clicked last, a tooltip may cover what is to be seen.
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  await page.mouse.move(width / 2, height / 2);
  await page.locator('.monaco-hover:visible').first().waitFor({ state: 'detached' });
  const protocol = await page.context().newCDPSession(page);
  const { data } = await protocol.send('Page.captureScreenshot', { format: 'webp', quality: 40 });
  return Buffer.from(data, 'base64');
}

/** @param {string} file @param {Buffer} picture @param {number} largest */
function write(file, picture, largest) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, picture);
  const kilobytes = Math.ceil(picture.length / 1000);
  if (picture.length > largest)
    throw new Error(`${file} has ${kilobytes} kB; it may have ${largest / 1000} kB. Use a smaller --width.`);
  console.log(`${path.relative(process.cwd(), file)} (${kilobytes} kB)`);
}
