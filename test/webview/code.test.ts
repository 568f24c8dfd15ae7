import { expect, test } from 'vitest';
import { useChatPage } from './chat.ts';
import { answer, asked, completed, delta, state, transcript } from './samples.ts';
import { themes } from './themes.ts';

const open = useChatPage();

const samples: Readonly<Record<string, string>> = {
  ts: '// Frist\nexport const days: number = 14; function f(x: string) { return `x\\n`; }\n',
  python: '@cached\ndef frist(tage: int) -> str:\n    """Text"""\n    return f"{tage}" # Ende\n',
  java: '@Override public class A { int x = 1; String s = "t"; /* c */ }\n',
  'c#': 'public class A { int x = 1; string s = "t"; }\n',
  kotlin: 'fun main() { val x: Int = 1 // c\n}\n',
  html: '<!-- c --><a href="x" class="y">Text</a>\n',
  xml: '<?xml version="1.0"?><a b="c">d</a>\n',
  css: '.a:hover { color: #fff; margin: 4px; } /* c */\n',
  sql: "SELECT name, COUNT(*) FROM person WHERE id = 1 -- c\nAND x = 'y';\n",
  sh: 'for f in *.txt; do echo "$f"; done # c\n',
  yaml: '# c\nname: "Frist"\ndays: 14\n',
  json: '{ "a": 1, "b": true, "c": "d" }\n',
  latex: '\\section{Frist} % c\n$x^2$ \\textbf{y}\n',
  go: 'package main\nfunc main() { x := 1 // c\n}\n',
  rust: 'fn main() { let x: i32 = 1; println!("a"); } // c\n',
  diff: '- old\n+ new\n',
};
const allCode = Object.entries(samples)
  .map(([language, text]) => `\`\`\`${language}\n${text}\`\`\``)
  .join('\n\n');

test('colors code when the grammars have come, and leaves its words the same', async () => {
  const chat = await open({ state: state({ transcript: transcript(answer({ text: allCode })) }) });
  await chat.page.waitForSelector('[class^="token-"]');
  const blocks = await chat.page.locator('.code').evaluateAll((all) =>
    all.map((block) => ({
      text: block.querySelector('code')?.textContent,
      kinds: new Set([...block.querySelectorAll('[class^="token-"]')].map((word) => word.className)).size,
    })),
  );
  expect(blocks.map(({ text }) => text)).toEqual(Object.values(samples));
  for (const [index, { kinds }] of blocks.entries()) expect(kinds, Object.keys(samples)[index]).toBeGreaterThan(1);
  expect(await chat.faults()).toEqual([]);
});

test('reads no grammars before code names its language', async () => {
  const chat = await open({ state: state({ transcript: transcript(answer({ text: '`a`\n\n```\nb\n```\n' })) }) });
  const loaded = () =>
    chat.page.evaluate(
      () => performance.getEntriesByType('resource').filter(({ name }) => name.includes('grammars')).length,
    );
  expect(await loaded()).toBe(0);
  await chat.say({
    type: 'state',
    state: state({ transcript: transcript(answer({ text: '```ts\nif (a) b();\n```\n' })) }),
  });
  await chat.page.waitForSelector('.token-keyword');
  expect(await loaded()).toBe(1);
});

test('colors a finished line while the next one comes, and keeps its nodes', async () => {
  const chat = await open({ state: state() });
  await chat.happen(...asked, delta('```ts\nconst a = 1;\n'));
  await chat.page.waitForSelector('.token-keyword');
  await chat.page.evaluate(() => {
    for (const word of document.querySelectorAll('[class^="token-"]')) word.setAttribute('data-mine', '');
  });
  for (const text of ['const', ' b', ' = 2;', '\nlet c;\n', '``', '`']) await chat.happen(delta(text));
  await chat.happen(completed);
  const words = chat.page.locator('.code .token-keyword');
  expect(await words.allTextContents()).toEqual(['const', 'const', 'let']);
  expect(await words.evaluateAll((all) => all.map((word) => word.hasAttribute('data-mine')))).toEqual([
    true,
    false,
    false,
  ]);
  expect(await chat.page.locator('.code code').textContent()).toBe('const a = 1;\nconst b = 2;\nlet c;\n');
});

test('puts long code into boxes of lines, and copies a selection of it as it was written', async () => {
  const lines = Array.from({ length: 130 }, (_, number) => `line ${number}`);
  const chat = await open({
    state: state({ transcript: transcript(answer({ text: `\`\`\`\n${lines.join('\n')}\n\`\`\`` })) }),
  });
  expect(await chat.page.locator('.lines').count()).toBe(7);
  const copied = await chat.page.evaluate(() => {
    document.getSelection()?.selectAllChildren(document.querySelector('.code pre') as Element);
    return document.getSelection()?.toString();
  });
  expect(copied?.trimEnd()).toBe(lines.join('\n'));
  const heights = await chat.page
    .locator('.lines.whole')
    .evaluateAll((all) => all.map((box) => box.getBoundingClientRect().height));
  expect(new Set(heights).size).toBe(1);
  // Nothing is skipped for someone who hears the page.
  await chat.page.evaluate(() => document.body.classList.add('vscode-using-screen-reader'));
  const visibility = await chat.page
    .locator('.lines.whole')
    .evaluateAll((all) => all.map((box) => getComputedStyle(box).contentVisibility));
  expect(new Set(visibility)).toEqual(new Set(['visible']));
});

test.each(themes)('colors code so that it can be read: %s', async (theme) => {
  const chat = await open({ theme, state: state({ transcript: transcript(answer({ text: allCode })) }) });
  await chat.page.waitForSelector('.token-keyword');
  expect(await chat.violations()).toEqual([]);
  expect(await chat.page.locator('[class^="token-"]').count()).toBeGreaterThan(60);
});
