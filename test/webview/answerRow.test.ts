import { expect, test } from 'vitest';
import { useChatPage } from './chat.ts';
import { answer, head, offering, question, state, transcript } from './samples.ts';

const open = useChatPage();

test.each(['en', 'de'] as const)(
  'shows in one row at 300 px what has room, Insert with its word, and the rest in the menu (%s)',
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
    expect(boxes.length).toBe(6);
    const middles = boxes.map(({ middle }) => middle);
    expect(Math.max(...middles) - Math.min(...middles)).toBeLessThan(4);
    expect(Math.max(...boxes.map(({ right }) => right))).toBeLessThanOrEqual(286);
    const more = chat.page.getByRole('button', { name: language === 'de' ? 'Weitere Aktionen' : 'More Actions' });
    await more.press('Enter');
    const offered = chat.page.locator('[role^="menuitem"]');
    expect((await offered.allTextContents()).map((text) => text.trim())).toEqual(
      language === 'de'
        ? [
            'Antwort erneut generieren',
            'Hilfreich',
            'Nicht hilfreich',
            'Feedback hinzufügen …',
            'Erneut generieren und vergleichen …',
            'Antwort exportieren …',
            'Als Markdown anzeigen',
            'Über diese Antwort',
          ]
        : [
            'Regenerate',
            'Helpful',
            'Not Helpful',
            'Add Feedback…',
            'Regenerate and Compare…',
            'Export Answer…',
            'Show as Markdown',
            'About This Answer',
          ],
    );
    // Which rating is set is told here as the buttons tell it where there is room.
    const toggles = chat.page.getByRole('menuitemcheckbox');
    expect(await toggles.evaluateAll((all) => all.map((node) => node.ariaChecked))).toEqual(['false', 'true']);
    await chat.page.keyboard.press('ArrowDown');
    await chat.page.keyboard.press('Enter');
    expect(await chat.posted('rate')).toMatchObject([{ messageId: 'a1', rating: 'positive' }]);
    expect(await offered.count()).toBe(0);
    expect(await more.evaluate((node) => node === document.activeElement)).toBe(true);
  },
);
