import { expect, test } from 'vitest';
import { useChatPage } from './chat.ts';
import { answer, asked, delta, question, state, transcript } from './samples.ts';

const open = useChatPage();
const away = 'https://away.example';

/** Answers as a poisoned source would have an assistant write them. */
const hostile: readonly string[] = [
  `<img src="${away}/a.png" onerror="alert(1)">`,
  `<script>alert(1)</script><script src="${away}/b.js"></script>`,
  `<iframe src="${away}/c"></iframe><object data="${away}/d"></object><embed src="${away}/e">`,
  `<meta http-equiv="refresh" content="0;url=${away}/f"><base href="${away}/">`,
  `<svg onload=alert(1)><use href="${away}/g#x"></svg><math><mi href="${away}/h">x</mi></math>`,
  `<link rel="stylesheet" href="${away}/i.css"><style>@import "${away}/j.css"</style>`,
  `<form action="${away}/k"><button autofocus onfocus=alert(1)>x</button></form>`,
  `<video src="${away}/l" autoplay></video><audio src="${away}/m"></audio><details open ontoggle=alert(1)>`,
  `![a](${away}/n.png) ![b][c] [![d](${away}/o.png)](${away}/p)\n\n[c]: ${away}/q.png`,
  '[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](java&#115;cript:alert(1)) <javascript:alert(1)>',
  '[a](command:workbench.action.quit) [b](vscode://x.y/z) [c](file:///etc/passwd) [d](data:text/html,<script>alert(1)</script>)',
  '[a]\n\n[a]: javascript:alert(1)',
  '[a](//away.example/r) [b](http://away.example/s) [c](https:away.example) [d](https://haufe.de@away.example)',
  '```html\n<script>alert(1)</script>\n```\n\n`<img src=x onerror=alert(1)>`',
  '```"><img src=x onerror=alert(1)>\ncode\n```',
  '| <img src=x onerror=alert(1)> |\n|---|\n| [a](javascript:alert(1)) |',
  `"><img src=x onerror=alert(1)>\n\n# <b onmouseover=alert(1)>x</b>\n\n> <script>alert(1)</script>`,
  '[x](https://a.example "\\" onmouseover=\\"alert(1)") [y](https://a.example/"onclick="alert(1))',
  `{{constructor.constructor("alert(1)")()}} \${alert(1)} [1](javascript:alert(1)) [1]: x`,
  `a\u0000<img src=${away}/t>\u202e<script>alert(1)</script>&lt;img src=x onerror=alert(1)&gt;`,
];

test.each([
  ['under its rules', true],
  ['without any rules', false],
])('loads, runs and opens nothing of a hostile answer: %s', async (_, policy) => {
  const chat = await open({ policy, state: state() });
  const { page } = chat;
  const address = page.url();
  await chat.happen(...asked);
  for (const text of hostile.join('\n\n').match(/[\s\S]{1,40}/g) ?? []) await chat.happen(delta(text));
  const messages = hostile.flatMap((text, index) => [
    question({ id: `q${index}`, text, context: [{ id: 'c', label: text, firstLine: 1, lastLine: 2, text }] }),
    answer({
      id: `a${index}`,
      text,
      author: text,
      sources: [{ id: '1', title: text, section: text, passage: text, link: 'https://a.example/"><img src=x>' }],
    }),
  ]);
  await chat.say({ type: 'state', state: state({ transcript: transcript(...messages) }) });
  // Everything that a person could click.
  const clicked = await page.locator('article a, article button:not(:disabled)').evaluateAll((all) => {
    for (const target of all) {
      const options = { bubbles: true, cancelable: true, composed: true };
      target.dispatchEvent(new MouseEvent('click', options));
      target.dispatchEvent(new MouseEvent('auxclick', { ...options, button: 1 }));
    }
    return all.length;
  });
  expect(clicked).toBeGreaterThan(100);
  await chat.painted();

  expect(chat.foreignRequests).toEqual([]);
  expect(chat.dialogs).toEqual([]);
  expect(page.url()).toBe(address);
  expect(page.context().pages()).toHaveLength(1);
  expect(await chat.faults()).toEqual([]);
  const loaders =
    'img, script[src*="away"], iframe, object, embed, meta[http-equiv="refresh"], base, svg, math, video, audio, form';
  expect(await page.locator(loaders).count()).toBe(0);
  const addresses = await page.locator('article a').evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
  expect(addresses.length).toBeGreaterThan(0);
  expect(addresses.filter((href) => !href.startsWith('https://'))).toEqual([]);
});

test('tells the host of a link, and asks to open it once', async () => {
  const chat = await open({
    state: state({ transcript: transcript(question(), answer({ text: '[law](https://law.example/x?y=ä)' })) }),
  });
  const link = chat.page.getByRole('link', { name: 'law' });
  expect(await link.getAttribute('title')).toBe('law.example');
  await chat.page.evaluate(() => {
    // VS Code opens what is clicked by a listener of this kind.
    document.addEventListener('click', (event) => {
      if ((event.target as Element).closest('a'))
        (window as unknown as { faults: string[] }).faults.push('opened twice');
    });
  });
  await link.click();
  await link.focus();
  await chat.page.keyboard.press('Enter');
  const opened = { type: 'open-link', messageId: 'a1', href: 'https://law.example/x?y=ä' };
  expect(await chat.posted('open-link')).toMatchObject([opened, opened]);
  expect(await chat.faults()).toEqual([]);
});

test('changes nothing on messages that are not of the protocol', async () => {
  const chat = await open({ state: state({ transcript: transcript(question()) }) });
  for (const message of [null, 1, 'x', {}, { type: 'nonsense' }, { type: 'constructor' }, { type: '__proto__' }, []]) {
    await chat.say(message as never);
  }
  expect(await chat.faults()).toEqual([]);
  expect(await chat.page.getByRole('article').count()).toBe(1);
});
