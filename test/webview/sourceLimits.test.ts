import { expect, test } from 'vitest';
import { useChatPage } from './chat.ts';
import { answer, question, sources, state, transcript } from './samples.ts';

const open = useChatPage();

test('says below the sources how many more there are, and at a passage that it goes on', async () => {
  const [first, second] = sources;
  if (!first || !second) throw new Error('no sources');
  const details = { toolCalls: ['search'], moreToolCalls: 12 };
  const shown = answer({ sources: [{ ...first, shortened: true }, second], moreSources: 12, details });
  const chat = await open({ state: state({ transcript: transcript(question(), shown) }) });
  const box = chat.page.locator('.sources');
  expect(await box.locator('.more-sources').innerText()).toBe('12 more sources');
  await box.getByRole('button', { name: /BGB/ }).first().click();
  expect(await box.locator('.passage').first().innerText()).toBe(
    'Während einer vereinbarten Probezeit … … (shortened)',
  );
  expect(await chat.page.getByRole('note').innerText()).toContain('search and 12 more');
});

test('says nothing of more where all sources are there', async () => {
  const chat = await open({ state: state({ transcript: transcript(question(), answer({ sources })) }) });
  expect(await chat.page.locator('.more-sources').isVisible()).toBe(false);
  expect(await chat.page.locator('.shortened').count()).toBe(0);
});
