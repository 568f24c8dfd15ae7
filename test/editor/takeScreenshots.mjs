// Opens VS Code with the built extension installed, plays the scenario once for each theme, and writes its pictures.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildExtension } from './buildExtension.mjs';
import { launchBrowser } from './chromium.mjs';
import { installExtension } from './extensions.mjs';
import { installVSCode } from './install.mjs';
import { filmIt } from './movingPicture.mjs';
import { playNewcomer } from './newcomerSeries.mjs';
import { makeProfile } from './profile.mjs';
import { play } from './scenario.mjs';
import { startServer } from './server.mjs';
import { newPage, openWorkbench } from './workbench.mjs';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const { values: options } = parseArgs({
  options: {
    scene: { type: 'string', default: 'conversation' },
    theme: { type: 'string', multiple: true, default: ['dark', 'light'] },
    locale: { type: 'string', default: 'en' },
    width: { type: 'string', default: '1200' },
    height: { type: 'string', default: '760' },
    version: { type: 'string', default: 'newest' },
    out: { type: 'string', default: path.join(repository, 'media/readme') },
    extension: { type: 'string', default: repository },
  },
});

const largest = options.scene === 'film' ? 1_000_000 : 200_000;
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
  for (const theme of options.theme) await picturesIn(theme);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await browser.close();
}

/** @param {string} theme */
async function picturesIn(theme) {
  const { locale } = options;
  const profile = makeProfile({
    settings: {
      'workbench.colorTheme': themes[theme] ?? theme,
      'window.autoDetectColorScheme': false,
      ...(options.scene === 'film' && { 'editor.minimap.enabled': false }),
      ...(options.scene === 'newcomer' && { 'chat.disableAIFeatures': false }),
    },
  });
  const workspace = path.join(profile.folder, 'documents');
  cpSync(fileURLToPath(new URL('sample', import.meta.url)), workspace, { recursive: true });
  installExtension(profile, extension);
  // VS Code's own chat calls a participant only where it knows a model.
  if (options.scene === 'newcomer') installExtension(profile, fileURLToPath(new URL('model', import.meta.url)));
  const server = await startServer({ installed, profile, locale });
  try {
    const page = await newPage(browser, { width: Number(options.width), height: Number(options.height), locale });
    await openWorkbench(page, server, { folder: workspace });
    const ending = `${theme.toLowerCase().replaceAll(/\W+/g, '-')}${locale === 'en' ? '' : `-${locale}`}`;
    const fileOf = (/** @type {string} */ name) => path.resolve(options.out, `${name}-${ending}.webp`);
    const stage = { page, locale, take: (/** @type {string} */ name) => take(page, fileOf(name)) };
    const scenes = {
      conversation: () => play(stage),
      newcomer: () => playNewcomer(stage),
      film: async () => write(fileOf('film'), await filmIt(stage)),
    };
    const scenario = scenes[/** @type {keyof typeof scenes} */ (options.scene)]();
    await scenario.catch(async (error) => {
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
 * WebP, which only the browser's own protocol gives: a third of a PNG, so that the pictures can travel in the package.
 * @param {import('playwright-core').Page} page @param {string} file
 */
async function take(page, file) {
  // Where the scenario clicked last, a tooltip may cover what is to be seen.
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  await page.mouse.move(width / 2, height / 2);
  await page.locator('.monaco-hover:visible').first().waitFor({ state: 'detached' });
  const protocol = await page.context().newCDPSession(page);
  const { data } = await protocol.send('Page.captureScreenshot', { format: 'webp', quality: 40 });
  write(file, Buffer.from(data, 'base64'));
}

/** @param {string} file @param {Buffer} picture */
function write(file, picture) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, picture);
  const kilobytes = Math.ceil(picture.length / 1000);
  if (picture.length > largest)
    throw new Error(`${file} has ${kilobytes} kB; it may have ${largest / 1000} kB. Use a smaller --width.`);
  console.log(`${path.relative(process.cwd(), file)} (${kilobytes} kB)`);
}
