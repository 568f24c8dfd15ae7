import { expect, test } from 'vitest';
import { type Chat, useChatPage } from './chat.ts';
import { answer, question, state, transcript } from './samples.ts';

const open = useChatPage();
const shown = () => state({ transcript: transcript(question(), answer()) });

/** Selects from the start of one element to the end of another, and copies as a person does. */
async function copied({ page }: Chat, from: string, to = from): Promise<{ text: string; html: string }> {
  return await page.evaluate(
    ([first = '', last = '']) => {
      const [start, end] = [document.querySelector(first), [...document.querySelectorAll(last)].at(-1)];
      const range = document.createRange();
      if (start && end) {
        range.setStart(start, 0);
        range.setEnd(end, end.childNodes.length);
      }
      getSelection()?.removeAllRanges();
      getSelection()?.addRange(range);
      const data = new DataTransfer();
      start?.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }));
      return { text: data.getData('text/plain'), html: data.getData('text/html') };
    },
    [from, to],
  );
}

test('copies a selection over whole messages as clean text and clean HTML', async () => {
  const chat = await open({ state: shown() });
  await chat.page.getByRole('button', { name: '1 BGB · § 622 Abs. 3' }).click();
  const { text, html } = await copied(chat, 'article.question', 'article.answer');
  expect(text).toBe(
    `You, 2:02 PM

Welche Frist gilt in der Probezeit?

Haufe Copilot HR, 2:02 PM

Während der Probezeit gilt eine Frist von zwei Wochen [1], siehe auch [2] und [7].

Fall\tFrist
Probezeit\t2 Wochen

const frist = 14;
console.log(frist, 'Tage, ohne dass die Zeile in einem schmalen Fenster umbrochen würde');

Mehr unter https://www.haufe.example/recht.

- 1 BGB · § 622 Abs. 3

  Während einer vereinbarten Probezeit …
- 2 Kündigungsfristen im Überblick`.replace('3\n\n  W', '3\n  W'),
  );
  expect(html).toContain('<strong>zwei Wochen</strong> [1], siehe');
  expect(html).toContain('<td>2 Wochen</td>');
  expect(html).toContain('<a href="https://www.haufe.example/recht">');
  expect(html).not.toMatch(/button|class|aria|data-|title=|Copy|Insert|complete|Powered/);
});

test.each([
  ['inside a list', 'ol', '1. eins\n2. zwei\n  - tief', '<ol><li>eins</li>'],
  ['of code', 'pre', 'const a = 1;\n  const b = 2;', '<pre><code>const a'],
  ['of a part of a line', '.markdown > p', 'Ein fetter Satz.', 'Ein <strong>fetter</strong> Satz.'],
])('copies a selection %s as what it is', async (_, where, text, html) => {
  const markdown = 'Ein **fetter** Satz.\n\n1. eins\n2. zwei\n   - tief\n\n```\nconst a = 1;\n  const b = 2;\n```';
  const chat = await open({ state: state({ transcript: transcript(answer({ text: markdown, sources: [] })) }) });
  const got = await copied(chat, where);
  expect(got.text).toBe(text);
  expect(got.html).toContain(html);
});

test('copies code as it stands: with its indentation and its empty lines, also from within and in a list', async () => {
  const code = '    return 1\n\n\ndef b():\n    return 2';
  const list = '- item\n\n  ```py\n    x = 1\n\n\n  y = 2\n  ```\n- end';
  const markdown = `\`\`\`txt\n${code}\n\`\`\`\n\n> \`\`\`\n>   quoted\n> \`\`\`\n\n${list}`;
  const chat = await open({ state: state({ transcript: transcript(answer({ text: markdown, sources: [] })) }) });
  expect((await copied(chat, ':not(blockquote) > .code:first-child pre')).text).toBe(code);
  expect((await copied(chat, '.markdown ul')).text).toBe('- item\n    x = 1\n\n\n  y = 2\n- end');
  expect((await copied(chat, '.markdown')).text).toContain(`${code}\n\n  quoted\n\n- item`);
  await chat.page.evaluate(() => {
    const text = document.createTreeWalker(document.querySelector('pre') as Element, NodeFilter.SHOW_TEXT).nextNode();
    getSelection()?.setBaseAndExtent(text as Text, 0, text as Text, 12);
  });
  await chat.say({ type: 'quote-selection' });
  expect(await chat.composer.inputValue()).toMatch(/^> {5}return 1\n/);
});

test('tells the words that are selected in an answer, and the answer', async () => {
  const chat = await open({ state: state({ transcript: transcript(answer({ text: 'One **two** three' })) }) });
  await chat.page.evaluate(() => getSelection()?.selectAllChildren(document.querySelector('strong') as Element));
  await chat.say({ type: 'tell-selection' });
  expect(await chat.posted('selected-part')).toMatchObject([{ messageId: answer().id, text: 'two' }]);
});

test('copies with a task whether it is done', async () => {
  const markdown = '- [x] done\n- [ ] open';
  const chat = await open({ state: state({ transcript: transcript(answer({ text: markdown, sources: [] })) }) });
  const { text, html } = await copied(chat, '.markdown');
  expect(text).toBe(markdown);
  expect(html).toBe('<ul><li>[x] done</li><li>[ ] open</li></ul>');
});

test('copies the lines of a question as lines, and the paragraphs of a passage as paragraphs', async () => {
  const text = 'eins\n\n\n  zwei';
  const source = { id: '1', title: 'BGB', passage: 'a\n\nb' };
  const asked = question({ text });
  const chat = await open({ state: state({ transcript: transcript(asked, answer({ sources: [source] })) }) });
  expect(await copied(chat, '.bubble')).toEqual({ text, html: 'eins<br><br><br>  zwei' });
  expect((await copied(chat, 'article')).html).toContain('eins<br><br><br>  zwei');
  await chat.page.getByRole('button', { name: '1 BGB' }).click();
  expect((await copied(chat, '.sources')).html).toContain('<blockquote><p>a</p><p>b</p></blockquote>');
});

test('leaves copying in the composer to the browser', async () => {
  const chat = await open({ state: shown() });
  await chat.composer.fill('mine');
  const prevented = await chat.composer.evaluate((node) => {
    const event = new ClipboardEvent('copy', { clipboardData: new DataTransfer(), bubbles: true, cancelable: true });
    return !node.dispatchEvent(event);
  });
  expect(prevented).toBe(false);
});

test('puts a passage of an answer into the question as a quote with its origin, and undoes it', async () => {
  const chat = await open({ state: shown() });
  await chat.composer.pressSequentially('Why');
  await chat.page.locator('.markdown strong').dblclick();
  await chat.page.getByRole('button', { name: 'Quote', exact: true }).click();
  expect(await chat.composer.inputValue()).toBe('Why\n\n> zwei\n> — Haufe Copilot HR, 2:02 PM\n\n');
  expect(await chat.composer.evaluate((node) => node === document.activeElement)).toBe(true);
  await chat.page.keyboard.press('Control+z');
  expect(await chat.composer.inputValue()).toBe('Why');
});

test('quotes the whole answer without a selection, a source by its own button, and a selection by the menu', async () => {
  const text = 'First line.\n\n- a point';
  const chat = await open({ state: state({ transcript: transcript(question(), answer({ text })) }) });
  await chat.page.getByRole('button', { name: 'Quote', exact: true }).click();
  expect(await chat.composer.inputValue()).toBe('> First line.\n>\n> - a point\n> — Haufe Copilot HR, 2:02 PM\n\n');
  await chat.composer.fill('');
  await chat.page.getByRole('button', { name: 'Quote source 1 in question' }).click();
  expect(await chat.composer.inputValue()).toBe(
    '> Während einer vereinbarten Probezeit …\n> — Source 1: BGB · § 622 Abs. 3\n\n',
  );
  await chat.composer.fill('');
  await chat.page.getByRole('button', { name: '1 BGB · § 622 Abs. 3' }).click();
  await chat.page.getByText('Während einer vereinbarten').dblclick({ position: { x: 20, y: 8 } });
  await chat.say({ type: 'quote-selection' });
  expect(await chat.composer.inputValue()).toBe('> Während\n> — Source 1: BGB · § 622 Abs. 3\n\n');
});

test.each([
  ['the whole list', '> ol', '> ol', '3. drei\n4. vier\n  7. innen\n  8. außen\n5. fünf', [3, 7]],
  ['its end', 'ol > li:nth-child(2)', 'ol > li:nth-child(3)', '4. vier\n  7. innen\n  8. außen\n5. fünf', [4, 7]],
  ['from inside of a list in it', 'ol ol > li:nth-child(2)', 'ol > li:nth-child(3)', '4. 8. außen\n5. fünf', [4, 8]],
])('keeps the numbers of a numbered list in what is copied: %s', async (_, from, to, text, starts) => {
  const list = '3. drei\n4. vier\n\n   7. innen\n   8. außen\n5. fünf';
  const chat = await open({
    state: state({ transcript: transcript(question(), answer({ text: list, sources: [] })) }),
  });
  const data = await copied(chat, `.markdown ${from}`, `.markdown ${to}`);
  expect(data.text).toBe(text);
  expect([...data.html.matchAll(/<ol start="(\d)">/g)].map(([, start]) => Number(start))).toEqual(starts);
});

test('copies a header as a line of its own where the selection lies within one message', async () => {
  const chat = await open({ state: state({ transcript: transcript(answer({ text: 'Ja, gewiss.', sources: [] })) }) });
  const { text } = await copied(chat, 'article > header', 'article .markdown');
  expect(text).toBe('Haufe Copilot HR, 2:02 PM\n\nJa, gewiss.');
});

test.each([
  ['=HYPERLINK("https://evil.example")', true],
  ['@SUM(A1)', true],
  ['+200', false],
  ['-200 €', false],
  ['a = b', false],
])('copies a cell with %s as it is, and tells of a formula: %s', async (cell, isFormula) => {
  const text = `| A | B |\n| - | - |\n| ${cell} | 2 |\n`;
  const chat = await open({ state: state({ transcript: transcript(answer({ text, sources: [] })) }) });
  const copy = await copied(chat, 'article > header', 'article .markdown');
  expect(copy.text).toContain(`\n${cell}\t2`);
  expect(await chat.posted('formula-copied')).toHaveLength(isFormula ? 1 : 0);
});

test('selects the conversation alone on Ctrl+A, and copies no more when the whole page is selected', async () => {
  const chat = await open({ state: shown() });
  await chat.page.locator('.author').last().click();
  await chat.page.keyboard.press('Control+a');
  const copy = async () =>
    await chat.page.evaluate(() => {
      const data = new DataTransfer();
      const event = new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true });
      document.body.dispatchEvent(event);
      return data.getData('text/plain');
    });
  const whole = await copy();
  expect(whole).toMatch(/^Friday, November 20, 2026\n\nYou, 2:02 PM\n\nWelche/);
  expect(whole).toMatch(/Kündigungsfristen im Überblick$/);
  await chat.page.evaluate(() => getSelection()?.selectAllChildren(document.body));
  expect(await copy()).toBe(whole);
  await chat.say({ type: 'quote-selection' });
  expect(await chat.composer.inputValue()).toMatch(/^> Friday, November 20, 2026\n>\n> You, 2:02 PM\n/);
  await chat.composer.fill('mine');
  await chat.composer.press('Control+a');
  await chat.composer.press('Delete');
  expect(await chat.composer.inputValue()).toBe('');
});

test('puts two quotes in a row one empty line apart', async () => {
  const chat = await open({ state: state({ transcript: transcript(answer({ text: 'Ja.', sources: [] })) }) });
  const quote = chat.page.getByRole('button', { name: 'Quote', exact: true });
  await quote.click();
  await quote.click();
  const one = '> Ja.\n> — Haufe Copilot HR, 2:02 PM\n\n';
  expect(await chat.composer.inputValue()).toBe(one + one);
});

test('quotes hundreds of lines in one step: the page is not held up line by line', async () => {
  const text = Array.from({ length: 400 }, (_, line) => `Zeile ${line}`).join('\n\n');
  const chat = await open({ state: state({ transcript: transcript(answer({ text, sources: [] })) }) });
  await chat.composer.evaluate((node) => {
    node.addEventListener('input', () => {
      node.dataset['inputs'] = String(Number(node.dataset['inputs'] ?? 0) + 1);
    });
  });
  await chat.page.getByRole('button', { name: 'Quote', exact: true }).click();
  expect(await chat.composer.inputValue()).toContain('> Zeile 399\n> — Haufe');
  expect(await chat.composer.getAttribute('data-inputs')).toBe('1');
  expect((await chat.posted('draft')).map(({ text: told }) => told.includes('Zeile 399'))).toEqual([true]);
});
