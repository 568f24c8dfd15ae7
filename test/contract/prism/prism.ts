import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { Fetch } from '../../../src/providers/http/request.ts';
import { watchedFetch } from '../watchedFetch.ts';

const require = createRequire(import.meta.url);
const fromRoot = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document as it was read
type Yaml = any;

/** Prism (github.com/stoplightio/prism) serving one vendor's document in a process of its own. */
export interface Prism {
  readonly url: string;
  /** What it found wrong with requests, in its own words. */
  readonly violations: string[];
  /** The real `fetch`; what Prism says about each request is kept, and the traffic judged as any other. */
  readonly fetch: Fetch;
  stop(): Promise<void>;
}

/** Starts Prism. `adapt` may change the document first; `prefix` is where the vendor's paths begin for the judge. */
export async function startPrism(
  document: string,
  prefix: string,
  adapt: (root: Yaml) => void = () => undefined,
): Promise<Prism> {
  const folder = mkdtempSync(join(tmpdir(), 'prism-'));
  const root: Yaml = parse(readFileSync(new URL(`../openapi/${document}`, import.meta.url), 'utf8'));
  adapt(root);
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(root));
  const program = require.resolve('@stoplight/prism-cli/dist/index.js');
  // Prism needs the Node that the project brings along, and nothing of the network.
  const child = spawn(
    fromRoot(`node_modules/node/bin/${process.platform === 'win32' ? 'node.exe' : 'node'}`),
    [program, 'mock', '--errors', '--port', '0', join(folder, 'openapi.json')],
    {
      cwd: folder,
      env: {
        ...process.env,
        NODE_OPTIONS: `--import=${new URL('loopbackOnly.mjs', import.meta.url).href}`,
        SCARF_ANALYTICS: 'false',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const output: string[] = [];
  child.stderr.on('data', (text: Buffer) => output.push(String(text)));
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.kill()) await once(child, 'exit');
    rmSync(folder, { recursive: true });
    if (output.join('').includes('left this machine')) throw new Error(output.join(''));
  };
  const url = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Prism ended with ${code}:\n${output.join('')}`)));
    createInterface(child.stdout).on('line', (line) => {
      output.push(line);
      const found = /listening on (http:\/\/[\d.:]+)/.exec(line)?.[1];
      if (found) resolve(found);
    });
  }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const violations: string[] = [];
  const watched = watchedFetch(fetch, prefix, (response) => {
    const found = response.headers.get('sl-violations');
    if (found) violations.push(`${response.url}: ${found}`);
  });
  return { url, violations, fetch: watched, stop };
}
