import { expect, test } from 'vitest';
import { singleBlocks } from '../bench/answers.mjs';
import { type Chat, useChatPage } from './chat.ts';
import { asked, completed, delta, state } from './samples.ts';

const open = useChatPage();

let number = 0;

const blocks = {
  paragraph: { text: singleBlocks['paragraph']?.(30_000) ?? '', boxes: '.piece', parts: '' },
  list: {
    text:
      singleBlocks['list']?.(30_000)
        .replace(/^- /gm, () => `${++number}. `)
        .replace(/^ {2}- /gm, '      - ') ?? '',
    boxes: '.items',
    parts: 'ol > li, ol > .items > li',
  },
  table: { text: singleBlocks['table']?.(20_000) ?? '', boxes: 'tbody', parts: 'tr' },
};

/** The answer comes in pieces; between them the page is painted. */
async function grown(chat: Chat, text: string): Promise<void> {
  await chat.happen(...asked);
  for (let at = 0; at < text.length; at += 997) await chat.happen(delta(text.slice(at, at + 997)));
}

test.each(Object.entries(blocks))(
  'puts a very long %s into boxes, skips those off the screen, and moves nothing by it',
  async (_, { text, boxes }) => {
    const chat = await open({ state: state(), width: 300 });
    await grown(chat, text);
    const box = chat.page.locator(`.markdown ${boxes}`);
    expect(await box.count()).toBeGreaterThan(2);
    const skipped = () =>
      box.evaluateAll((all) => all.filter((node) => getComputedStyle(node).contentVisibility === 'auto').length);
    expect(await skipped()).toBeGreaterThan(0);
    const height = () =>
      chat.page.evaluate(() => document.querySelector('.markdown')?.getBoundingClientRect().height ?? 0);
    const before = await height();
    // Everything is laid out for someone who hears the page, and it is as high as it was.
    await chat.page.evaluate(() => document.body.classList.add('vscode-using-screen-reader'));
    expect(await skipped()).toBe(0);
    expect(Math.abs((await height()) - before)).toBeLessThan(2);
    expect(await chat.page.evaluate(() => document.querySelector('.conversation')?.scrollWidth)).toBe(
      await chat.page.evaluate(() => document.querySelector('.conversation')?.clientWidth),
    );
    await chat.happen(completed);
    expect(await chat.violations()).toEqual([]);
    expect(await chat.faults()).toEqual([]);
  },
);

test('shows a screen reader one table and one list, whatever boxes they stand in', async () => {
  const chat = await open({ state: state() });
  await grown(chat, `${blocks.table.text}\n\n${blocks.list.text}`);
  await chat.page.evaluate(() => document.body.classList.add('vscode-using-screen-reader'));
  expect(await chat.page.locator('table.long').count()).toBe(1);
  const client = await chat.page.context().newCDPSession(chat.page);
  const { nodes } = (await client.send('Accessibility.getFullAXTree')) as {
    nodes: { role?: { value: string }; name?: { value: string }; ignored: boolean }[];
  };
  const seen = nodes.filter(({ ignored }) => !ignored);
  const count = (role: string) => seen.filter((node) => node.role?.value === role).length;
  const cells = await chat.page.locator('.markdown :is(td, th)').count();
  expect(count('table')).toBe(1);
  expect(count('row')).toBe(await chat.page.locator('.markdown tr').count());
  expect(count('cell') + count('columnheader')).toBe(cells);
  const items = await chat.page.locator(blocks.list.parts).count();
  const marks = seen.filter(({ role, name }) => role?.value === 'ListMarker' && /^\d/.test(name?.value ?? ''));
  expect(marks.map(({ name }) => Number.parseInt(name?.value ?? '', 10))).toEqual(
    Array.from({ length: items }, (_, index) => index + 1),
  );
});

test('copies long blocks as one paragraph, one list that goes on counting, one table', async () => {
  const chat = await open({ state: state() });
  const words = 'Die Frist gilt. ';
  const list = Array.from({ length: 120 }, (_, index) => `${index + 1}. Punkt\n`).join('');
  const table = `| a | b |\n|---|---|\n${'| c | d |\n'.repeat(120)}`;
  await grown(chat, `${words.repeat(900)}\n\n${list}\n${table}\nEnde`);
  await chat.happen(completed);
  const copied = await chat.page.evaluate(() => {
    document.getSelection()?.selectAllChildren(document.querySelector('.markdown') as Element);
    const data = new DataTransfer();
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('copy', { bubbles: true, cancelable: true, clipboardData: data }),
    );
    return { html: data.getData('text/html'), plain: data.getData('text/plain') };
  });
  const [paragraph, ...rest] = copied.plain.split(/\n\n+/);
  expect(paragraph?.replace(/\s+/g, ' ').trim()).toBe(words.repeat(900).trim());
  expect(paragraph).not.toContain('\n');
  expect(rest[0]?.split('\n')).toEqual(Array.from({ length: 120 }, (_, index) => `${index + 1}. Punkt`));
  expect(rest[1]?.split('\n').length).toBe(121);
  expect(copied.html.match(/<(ol|table|p)\b/g)).toEqual(['<p', '<ol', '<table', '<p']);
  expect(copied.html).not.toContain('piece');

  // From the sixtieth item on, which stands in the second box.
  const part = await chat.page.evaluate(() => {
    const items = document.querySelectorAll('.markdown ol li');
    document
      .getSelection()
      ?.setBaseAndExtent(items[59]?.querySelector('p') ?? document.body, 0, items[110] ?? document.body, 1);
    const data = new DataTransfer();
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('copy', { bubbles: true, cancelable: true, clipboardData: data }),
    );
    return { html: data.getData('text/html'), plain: data.getData('text/plain') };
  });
  expect(part.plain.split('\n').slice(0, 2)).toEqual(['60. Punkt', '61. Punkt']);
  expect(part.html).toContain('<ol start="60">');
});

test('shows each item of a very long list with its own number, whatever the browser skips', async () => {
  const chat = await open({ state: state() });
  await grown(chat, Array.from({ length: 330 }, (_, item) => `${item + 5}. Punkt ${item + 5}\n`).join(''));
  const client = await chat.page.context().newCDPSession(chat.page);
  for (const at of [20, 60, 120, 190, 240, 270, 325]) {
    await chat.page.locator('.markdown ol li').nth(at).scrollIntoViewIfNeeded();
    await chat.painted();
    const { nodes } = (await client.send('Accessibility.getFullAXTree')) as {
      nodes: { role?: { value: string }; name?: { value: string }; ignored: boolean }[];
    };
    const named = (wanted: string) =>
      nodes.filter(({ ignored, role }) => !ignored && role?.value === wanted).map(({ name }) => name?.value ?? '');
    const items = named('StaticText').filter((word) => word.startsWith('Punkt '));
    expect(items).toContain(`Punkt ${at + 5}`);
    expect(named('ListMarker').map((mark) => `Punkt ${Number.parseInt(mark, 10)}`)).toEqual(items);
  }
});

test.each([360, 800])('breaks no number of a very long table, though longer ones come late: %i px', async (width) => {
  const rows = Array.from(
    { length: 260 },
    (_, row) => `| ${row + 1} | Lohnsteuer bei einem Bruttolohn dieser Stufe | ${row < 200 ? row : row * 4321},50€ |\n`,
  );
  const chat = await open({ state: state(), width });
  await grown(chat, `| Nr | Text | Betrag |\n|--:|---|--:|\n${rows.join('')}`);
  expect(await chat.page.locator('table.long').count()).toBe(1);
  const broken = await chat.page.locator('.markdown tr').evaluateAll((all) =>
    all.flatMap((row) => {
      const cell = (row as HTMLTableRowElement).cells[2];
      const range = document.createRange();
      if (cell) range.selectNodeContents(cell);
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
      return lines > 1 || (cell && cell.scrollWidth > cell.clientWidth) ? [cell?.textContent] : [];
    }),
  );
  expect(broken).toEqual([]);
  expect(await chat.page.locator('.table').evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
});

test('leaves a very long table as it is laid out when a definition comes late', async () => {
  const chat = await open({ state: state() });
  const rows = Array.from({ length: 260 }, (_, row) => `| ${row} | [Quelle][q] |\n`).join('');
  await grown(chat, `| Nr | Text |\n|--:|---|\n${rows}\nDanach.\n\n`);
  const skipped = () => chat.page.locator('.long > tbody.whole').count();
  expect(await skipped()).toBeGreaterThan(2);
  await chat.happen(delta('[q]: https://a.example/q\n\nEnde'));
  expect(await chat.page.locator('.markdown td a').count()).toBe(260);
  expect(await skipped()).toBeGreaterThan(2);
});

test('keeps code that is not on the screen as high as it will be', async () => {
  const chat = await open({ state: state() });
  const code = Array.from({ length: 900 }, (_, line) => `const a${line} = ${line};\n`).join('');
  await chat.happen(...asked, delta(`\`\`\`\n${code}\`\`\`\n\nEnde`), completed);
  const height = () => chat.page.locator('.code').evaluate((box) => box.getBoundingClientRect().height);
  const before = await height();
  await chat.page.evaluate(() => document.body.classList.add('vscode-using-screen-reader'));
  expect(Math.abs((await height()) - before)).toBeLessThan(2);
});
