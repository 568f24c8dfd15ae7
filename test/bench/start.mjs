// How long the chat page's script runs until fifty messages stand, against a page of React that shows the same words.
import { fileURLToPath } from 'node:url';
import { mixed } from './answers.mjs';
import { benchBrowser, bundle } from './browser.mjs';

const at = (/** @type {string} */ file) => fileURLToPath(new URL(file, import.meta.url));
const rounds = 7;

/** Prints the ratio of both, the least of seven taken in turn, and that of an empty conversation. */
export async function start() {
  const [ours, react] = await Promise.all([
    bundle({ entryPoints: [at('../../src/webview/main.ts')], format: 'esm', external: ['*/grammars.ts'] }),
    bundle({ entryPoints: [at('page/reactPage.mjs')] }),
  ]);
  const { browser, close } = await benchBrowser();
  const once = async (/** @type {string} */ code, /** @type {number} */ count) => {
    const page = await browser.newPage();
    await page.setContent('<!DOCTYPE html><html><body></body></html>');
    const messages = Array.from({ length: count }, (_, index) => ({
      id: `m${index}`,
      role: index % 2 ? 'assistant' : 'user',
      text: index % 2 ? mixed(600) : 'Welche Frist gilt?',
      sources: [],
      context: [],
      state: index % 2 ? 'complete' : 'sent',
    }));
    const time = await page.evaluate(
      async ({ code, messages }) => {
        const page = /** @type {any} */ (window);
        page.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} });
        page.messages = messages;
        document.body.dataset['labels'] = '{"language":"de"}';
        const now = performance.now();
        const script = document.createElement('script');
        script.textContent = `(() => {${code}})()`;
        document.body.append(script);
        const session = { id: 's', connectionId: 'c', connectionLabel: 'c', assistant: { id: 'a', name: 'a' } };
        const head = { session, choices: [], context: [], sendKey: 'enter', notes: {}, loading: false };
        const transcript = { messages, hasOlder: false, running: false };
        dispatchEvent(new MessageEvent('message', { data: { type: 'state', state: { head, transcript, draft: '' } } }));
        await new Promise(requestAnimationFrame);
        document.body.getBoundingClientRect();
        return performance.now() - now;
      },
      { code, messages },
    );
    if (count > 0 && !(await page.locator('body').innerText()).includes('Welche Frist gilt?'))
      throw new Error('The page that is measured shows nothing.');
    await page.close();
    return time;
  };
  /** @type {Record<string, number[]>} */
  const times = { ours: [], react: [], 'ours, empty': [], 'react, empty': [] };
  for (let round = 0; round < rounds; round++) {
    times['ours']?.push(await once(ours, 50));
    times['react']?.push(await once(react, 50));
    times['ours, empty']?.push(await once(ours, 0));
    times['react, empty']?.push(await once(react, 0));
  }
  await close();
  const least = (/** @type {string} */ name) => Math.min(...(times[name] ?? []));
  console.log('\nfrom the script to the first layout, least of seven         ours     React     ratio');
  for (const [name, suffix] of [
    ['50 messages', ''],
    ['an empty conversation', ', empty'],
  ]) {
    const [a, b] = [least(`ours${suffix}`), least(`react${suffix}`)];
    console.log(
      `${name?.padEnd(54)} ${a.toFixed(0).padStart(6)} ms ${b.toFixed(0).padStart(6)} ms ${(a / b).toFixed(2).padStart(9)}`,
    );
  }
}
