import { expect, test } from 'vitest';
import { useChatPage } from './chat.ts';
import { answer, head, offering, question, state, transcript } from './samples.ts';

const open = useChatPage();

test.each(['en', 'de'] as const)(
  'all that can be done with an answer stands in one row at 300 px (%s)',
  async (language) => {
    const chat = await open({
      language,
      // 300 px without the bar that VS Code scrolls by.
      width: 286,
      state: state({
        head: head({ session: offering, ratings: { a1: 'negative' }, takesReasons: true }),
        transcript: transcript(question(), answer({ storedId: 'm1', text: 'Absatz.\n\n'.repeat(40) })),
      }),
    });
    const boxes = await chat.page.locator('footer .actions button:visible').evaluateAll((all) =>
      all.map((node) => {
        const { top, height, right } = node.getBoundingClientRect();
        return { middle: top + height / 2, right };
      }),
    );
    expect(boxes.length).toBe(9);
    const middles = boxes.map(({ middle }) => middle);
    expect(Math.max(...middles) - Math.min(...middles)).toBeLessThan(4);
    expect(Math.max(...boxes.map(({ right }) => right))).toBeLessThanOrEqual(286);
  },
);
