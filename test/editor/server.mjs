// Starts VS Code as a server on a loopback port, and ends it with all its processes.
import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { useLanguage } from './language.mjs';
import { freePort, statusOf } from './loopback.mjs';
import { sleep, until } from './wait.mjs';

/**
 * @typedef {object} Server
 * @property {string} url without a path
 * @property {string} authority host and port
 * @property {() => string} output what it printed
 * @property {Promise<void>} ended
 * @property {() => Promise<void>} stop
 * @property {() => number} killExtensionHosts as a crash would end them; how many there were
 */

/**
 * @param {object} options
 * @param {import('./install.mjs').Installed} options.installed
 * @param {import('./profile.mjs').Profile} options.profile
 * @param {Record<string, string>} [options.env] for the extension host
 * @param {string} [options.locale]
 * @param {number} [options.port] a free one unless given
 * @param {boolean} [options.restricted] folders are not trusted: VS Code opens them in Restricted Mode
 * @returns {Promise<Server>}
 */
export async function startServer({ installed, profile, env = {}, locale = 'en', port, restricted = false }) {
  port = await freePort(port);
  const config = path.join(profile.folder, 'code-server.yaml');
  writeFileSync(config, '');
  useLanguage(profile, locale);
  const child = spawn(
    process.execPath,
    [
      ...[fileURLToPath(new URL('guard.mjs', import.meta.url)), installed.node],
      ...[
        installed.entry,
        '--config',
        config,
        '--bind-addr',
        `127.0.0.1:${port}`,
        '--auth',
        'none',
        '--locale',
        locale,
      ],
      ...['--user-data-dir', profile.data, '--extensions-dir', profile.extensions],
      ...[
        '--disable-telemetry',
        '--disable-update-check',
        ...(restricted ? [] : ['--disable-workspace-trust']),
        '--disable-getting-started-override',
        '--disable-proxy',
      ],
    ],
    // A process group of its own, so that the extension host and the pty host end with it.
    { env: environment(profile, env), stdio: 'pipe', detached: true },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      output += text;
    });
  let running = true;
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => {
    const end = () => {
      running = false;
      resolve();
    };
    child.on('exit', end);
    child.on('error', (error) => {
      output += error.message;
      end();
    });
  });
  const signalGroup = (/** @type {NodeJS.Signals} */ signal) => {
    try {
      if (child.pid) process.kill(-child.pid, signal);
    } catch {
      /* nothing of it is left */
    }
  };
  const endNow = () => signalGroup('SIGKILL');
  process.once('exit', endNow);
  const stop = async () => {
    signalGroup('SIGTERM');
    await Promise.race([ended, sleep(3000)]);
    endNow();
    process.off('exit', endNow);
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await until('VS Code’s server to start', 60_000, async () => {
      if (!running) throw new Error('VS Code’s server ended at once.');
      return (await statusOf(`${url}/healthz`)) === 200;
    });
  } catch (error) {
    await stop();
    throw new Error(`${/** @type {Error} */ (error).message} It printed:\n${output}`);
  }
  return {
    url,
    authority: `127.0.0.1:${port}`,
    output: () => output,
    ended,
    stop,
    killExtensionHosts: () => killExtensionHosts(child.pid),
  };
}

/** Ends the extension hosts of the process group `group`, and nothing else. */
function killExtensionHosts(/** @type {number | undefined} */ group) {
  const list = execFileSync('ps', ['-eo', 'pid=,pgid=,args='], { encoding: 'utf8' });
  const hosts = list.split('\n').flatMap((line) => {
    const [, pid, pgid, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return Number(pgid) === group && args.includes('--type=extensionHost') ? [Number(pid)] : [];
  });
  for (const pid of hosts) process.kill(pid, 'SIGKILL');
  return hosts.length;
}

/**
 * The address at which a browser opens a folder, or the workspace of a file.
 * @param {Server} server @param {string} [folder]
 */
export const addressOf = (server, folder) => {
  const kind = folder?.endsWith('.code-workspace') ? 'workspace' : 'folder';
  return `${server.url}/?${folder ? `${kind}=${encodeURIComponent(folder)}` : 'ew=true'}`;
};

/** What a VS Code, an npm or another server around us has set would confuse this one; its home is the profile's. */
function environment(
  /** @type {import('./profile.mjs').Profile} */ profile,
  /** @type {Record<string, string>} */ more,
) {
  const foreign = /^(VSCODE_|npm_|ELECTRON_|NODE_OPTIONS$|PASSWORD$|HASHED_PASSWORD$|PORT$|CS_|CODE_SERVER_)/;
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return {
    ...Object.fromEntries(kept),
    HOME: profile.home,
    XDG_CONFIG_HOME: path.join(profile.home, '.config'),
    XDG_DATA_HOME: path.join(profile.home, '.local/share'),
    EXTENSIONS_GALLERY: '{}', // no marketplace: nothing looks outside
    ...more,
  };
}
