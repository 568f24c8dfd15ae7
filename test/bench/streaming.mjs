// How an answer grows: time against an oracle and two references, and what can be counted. Only the counts decide.
import { mixed, singleBlocks } from './answers.mjs';
import { benchBrowser } from './browser.mjs';

/** The counts that `npm run bench` and `npm test` hold to. `parsed`: characters parsed for each that came. */
export const limits = { churn: 0.05, parsed: 30, growth: 1.1 };

/** @typedef {import('./page/measure.ts').FrameTime} FrameTime */

const words = { copyCode: 'Copy', insertCode: 'Insert', showSource: '{0} {1}', imagePlaceholder: '[image: {0}]' };
const options = { labels: words, sources: [], finished: false };
const mean = (/** @type {number[]} */ times) => times.reduce((sum, time) => sum + time, 0) / times.length;
const p95 = (/** @type {number[]} */ times) => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;

/** @param {import('playwright-core').Page} page @param {string} text */
export function count(page, text) {
  return page.evaluate(({ text, options }) => /** @type {any} */ (window).bench.counters(text, 48, options), {
    text,
    options,
  });
}

const rounds = 5;

/** Prints the table; returns whether the counts are within their limits. @returns {Promise<boolean>} */
export async function streaming() {
  const { open, close } = await benchBrowser();
  /** Each run in a page of its own; every candidate once in each round. @type {Map<string, FrameTime[][]>} */
  const results = new Map();
  const run = async (/** @type {string} */ candidate, /** @type {string} */ name, /** @type {string} */ text) => {
    const page = await open();
    const measure = (/** @type {string} */ part) =>
      page.evaluate(
        ({ candidate, part, options }) => /** @type {any} */ (window).bench.frameTimes(candidate, part, options),
        { candidate, part, options },
      );
    await measure(mixed(3000));
    const key = `${candidate} ${name}`;
    results.set(key, [...(results.get(key) ?? []), await measure(text)]);
    await page.close();
  };
  // All rounds do the same, frame by frame: the least of them is what the frame costs, the rest is what the machine did besides.
  const least = (/** @type {string} */ key, /** @type {keyof FrameTime} */ what) => {
    const runs = results.get(key) ?? [];
    return (runs[0] ?? []).map((_, frame) => Math.min(...runs.map((times) => times[frame]?.[what] ?? Infinity)));
  };
  const of = (/** @type {string} */ key) => least(key, 'whole');
  const scriptOf = (/** @type {string} */ key) => least(key, 'script');
  const texts = { 20: mixed(20_000), 100: mixed(100_000), 500: mixed(500_000) };

  for (let round = 0; round < rounds; round++) {
    for (const candidate of ['oracle', 'ours']) {
      for (const [size, text] of Object.entries(texts)) await run(candidate, size, text);
    }
    for (const [name, make] of Object.entries(singleBlocks)) await run('ours', name, make(100_000));
    await run('marked', '100', texts[100]);
    await run('react', '100', texts[100]);
  }

  console.log('\nan answer of 100 KB that grows      per frame      p95     ratio to the oracle');
  for (const candidate of ['oracle', 'ours', 'react', 'marked']) {
    const times = of(`${candidate} 100`);
    const ratio = (mean(times) / mean(of('oracle 100'))).toFixed(2);
    console.log(
      `${candidate.padEnd(33)} ${mean(times).toFixed(2).padStart(9)} ms ${p95(times).toFixed(2).padStart(7)} ms ${ratio.padStart(10)}`,
    );
  }
  const line = (/** @type {string} */ name, /** @type {number} */ value, /** @type {string} */ goal) =>
    console.log(`${name.padEnd(50)} ${value.toFixed(3).padStart(8)}   goal ${goal}`);
  line('ours / marked and DOMPurify with each frame', mean(of('ours 100')) / mean(of('marked 100')), '≤ 0.033');
  line('ours / React with memoised blocks', mean(of('ours 100')) / mean(of('react 100')), '');
  // Time in all goes with the length of the answer to this power.
  const growth = (/** @type {number[]} */ small, /** @type {number[]} */ large) =>
    Math.log((mean(large) * 25) / mean(small)) / Math.log(25);
  line('growth from 20 to 500 KB (exponent), script', growth(scriptOf('ours 20'), scriptOf('ours 500')), '≤ 1.10');
  for (const candidate of ['oracle', 'ours']) {
    const whole = growth(of(`${candidate} 20`), of(`${candidate} 500`));
    line(`the same with style and layout, ${candidate}`, whole, '');
    const times = of(`${candidate} 500`);
    const quarter = times.length / 4;
    const ratio = mean(times.slice(3 * quarter)) / mean(times.slice(0, quarter));
    line(`last quarter / first quarter of 500 KB, ${candidate}`, ratio, '≤ 1.5');
  }
  const goals = { fence: 1, list: 1, table: 3, paragraph: 2 };
  for (const [name, goal] of Object.entries(goals))
    line(
      `one ${name} of 100 KB, p95 / p95 of the mixed one`,
      p95(of(`ours ${name}`)) / p95(of('ours 100')),
      `≤ ${goal}`,
    );

  const page = await open();
  const small = await count(page, texts[20]);
  const large = await count(page, texts[100]);
  console.log('\ncounted, the same at every run: these decide');
  line('nodes removed / added, 20 KB', small.churn, `≤ ${limits.churn}`);
  line('nodes removed / added, 100 KB', large.churn, `≤ ${limits.churn}`);
  line('characters parsed for each that came, 100 KB', large.parsedPerCharacter, `≤ ${limits.parsed}`);
  line('the same, 100 KB / 20 KB', large.parsedPerCharacter / small.parsedPerCharacter, `≤ ${limits.growth}`);
  await close();
  return (
    Math.max(small.churn, large.churn) <= limits.churn &&
    large.parsedPerCharacter <= limits.parsed &&
    large.parsedPerCharacter / small.parsedPerCharacter <= limits.growth
  );
}
