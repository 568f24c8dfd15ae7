import { expect, test } from 'vitest';
import { mixed, singleBlocks } from '../bench/answers.mjs';
import { benchBrowser } from '../bench/browser.mjs';
import { count, limits } from '../bench/streaming.mjs';

test('costs by what is new of an answer: counted, not timed', { timeout: 240_000 }, async () => {
  const { open, close } = await benchBrowser();
  try {
    const page = await open();
    const small = await count(page, mixed(20_000));
    const large = await count(page, mixed(60_000));
    console.log(
      `parsed for each character that came: ${small.parsedPerCharacter.toFixed(1)}, in an answer three times as long ${large.parsedPerCharacter.toFixed(1)}`,
    );
    expect(large.parsedPerCharacter).toBeLessThan(limits.parsed);
    expect(large.parsedPerCharacter / small.parsedPerCharacter).toBeLessThan(limits.growth);
    expect(large.churn).toBeLessThanOrEqual(limits.churn);
    // One block that never ends is frozen from within.
    for (const [name, make] of Object.entries(singleBlocks)) {
      const block = await count(page, make(30_000));
      expect(block.parsedPerCharacter, name).toBeLessThan(limits.parsed);
      // Words that turn bold or into a link while they come are nodes that change their kind.
      expect(block.churn, name).toBeLessThanOrEqual(2 * limits.churn);
    }
  } finally {
    await close();
  }
});
