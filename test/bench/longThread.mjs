// A thread of 2,000 messages: how long until the newest can be read, and what one frame of a growing answer costs, against
// the same page with everything built at once, in one list, and laid out (a full DOM). Both in one run, taken in turn.
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import { launchBrowser } from '../editor/chromium.mjs';

const at = (/** @type {string} */ file) => fileURLToPath(new URL(file, import.meta.url));
const [count, rounds, frames] = [2000, 5, 60];
const goal = 1 / 15;

/** @param {string} entry */
async function bundle(entry) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [at(entry)],
    bundle: true,
    write: false,
    minify: true,
    format: entry.endsWith('.ts') ? 'esm' : 'iife',
    external: ['./icons/*', '*/grammars.ts'],
  });
  return outputFiles?.[0]?.text ?? '';
}

const answer = `Während der Probezeit gilt eine Frist von **zwei Wochen** [1], siehe auch § 622 Abs. 3 BGB.

1. Die Frist beginnt mit dem *Zugang* der Kündigung.
2. Ein Grund ist nicht nötig, die Schriftform schon.
   - Eine E-Mail genügt nicht.

| Fall | Frist |
|---|---:|
| Probezeit | 2 Wochen |
| danach | 4 Wochen |

\`\`\`ts
const frist = 14;
console.log(frist, 'Tage');
\`\`\`

Danach richtet sich die Frist nach der Dauer der Beschäftigung; Tarifverträge können anderes bestimmen.`;

const messages = Array.from({ length: count }, (_, index) => ({
  id: `m${index}`,
  role: index % 2 ? 'assistant' : 'user',
  text: index % 2 ? `${answer} (${index})` : `Welche Frist gilt im Fall ${index}?`,
  createdAt: new Date(1_763_000_000_000 + index * 60_000).toISOString(),
  sources: index % 2 ? [{ id: '1', title: 'BGB', passage: 'Während einer vereinbarten Probezeit …' }] : [],
  context: [],
  state: index % 2 ? 'complete' : 'sent',
}));

const [script, style, browser] = await Promise.all([
  bundle('../../src/webview/main.ts'),
  bundle('../../src/webview/style/style.css'),
  launchBrowser(),
]);

/** @param {boolean} full */
async function measure(full) {
  const page = await browser.newPage({ viewport: { width: 460, height: 700 } });
  await page.setContent('<!DOCTYPE html><html><body class="vscode-dark"></body></html>');
  await page.addStyleTag({ content: style });
  if (full)
    await page.addStyleTag({
      content: '.group { display: contents } .group > .message { content-visibility: visible !important }',
    });
  const result = await page.evaluate(
    async ({ script, messages, full, frames }) => {
      const page = /** @type {any} */ (window);
      page.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} });
      if (full) page.requestIdleCallback = (/** @type {() => void} */ work) => work();
      document.body.dataset['labels'] = '{"language":"de"}';
      const node = document.createElement('script');
      node.textContent = `(() => {${script}})()`;
      document.body.append(node);
      const tell = (/** @type {object} */ data) => dispatchEvent(new MessageEvent('message', { data }));
      const frame = () => new Promise((done) => requestAnimationFrame(done));
      const region = /** @type {HTMLElement} */ (document.querySelector('.conversation'));
      const session = { id: 's', connectionId: 'c', connectionLabel: 'c', assistant: { id: 'a', name: 'a' } };
      const head = { session, choices: [], context: [], sendKey: 'enter', notes: {}, loading: false };
      const began = performance.now();
      tell({ type: 'state', state: { head, transcript: { messages, hasOlder: false, running: false }, draft: '' } });
      await frame();
      const height = region.scrollHeight;
      const open = performance.now() - began;
      const atFirst = document.querySelectorAll('article').length;
      while (document.querySelectorAll('article').length < messages.length)
        await new Promise((done) => setTimeout(done, 20));
      const complete = performance.now() - began;
      for (let settle = 0; settle < 10; settle++) await frame();
      const events = (/** @type {object[]} */ ...list) => tell({ type: 'events', sessionId: 's', events: list });
      const createdAt = new Date().toISOString();
      events(
        { type: 'question-added', messageId: 'q', text: 'Und?', context: [], createdAt },
        { type: 'run-start', questionId: 'q', answerId: 'r', createdAt },
      );
      await frame();
      const times = [];
      for (let index = 0; index < frames; index++) {
        let start = 0;
        requestAnimationFrame(() => {
          start = performance.now();
        });
        events({ type: 'text-delta', delta: ' ein weiteres Wort und noch eines' });
        await frame();
        const laidOut = region.scrollHeight;
        times.push(laidOut > 0 ? performance.now() - start : 0);
      }
      times.sort((a, b) => a - b);
      const pressed = performance.now();
      region.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', ctrlKey: true, bubbles: true, cancelable: true }));
      await frame();
      const laidOut = region.scrollHeight;
      const selectAll = laidOut > 0 ? performance.now() - pressed : 0;
      return { open, complete, atFirst, height, streaming: times[frames >> 1] ?? 0, selectAll };
    },
    { script, messages, full, frames },
  );
  await page.close();
  return result;
}

/** @type {Record<'ours' | 'full', Awaited<ReturnType<typeof measure>>[]>} */
const results = { ours: [], full: [] };
for (let round = 0; round < rounds; round++) {
  results.ours.push(await measure(false));
  results.full.push(await measure(true));
}
await browser.close();

// The least: the rest is what the machine did besides.
const least = (
  /** @type {'ours' | 'full'} */ which,
  /** @type {'open' | 'complete' | 'streaming' | 'atFirst' | 'selectAll'} */ what,
) => Math.min(...results[which].map((result) => result[what]));

console.log(`\n${count} messages, least of ${rounds}           ours     full DOM        ratio   goal`);
for (const [name, what] of /** @type {const} */ ([
  ['until the newest can be read', 'open'],
  ['a frame of a growing answer', 'streaming'],
])) {
  const [ours, full] = [least('ours', what), least('full', what)];
  console.log(
    `${name.padEnd(32)} ${ours.toFixed(1).padStart(8)} ms ${full.toFixed(1).padStart(9)} ms     1/${(full / ours).toFixed(0).padEnd(6)} 1/${1 / goal}`,
  );
}
console.log(`${least('ours', 'selectAll').toFixed(0)} ms to select all of it with Ctrl+A`);
console.log(
  `all of it is built after ${least('ours', 'complete').toFixed(0)} ms, in slices; ${least('ours', 'atFirst')} messages at first`,
);
