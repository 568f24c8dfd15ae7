import { type Answer, answer, type Detail } from './answer.ts';
import { type Guide, openGuide } from './guide.ts';
import type { DemoOptions } from './options.ts';
import { demoWords } from './words.ts';

/** The answer to the last of the questions, from the handbook or the guide. */
export type Library = (questions: readonly string[], detail: Detail) => Promise<Answer>;

/** Reads and indexes both when the first answer is asked for, and keeps them. */
export function openLibrary(options: DemoOptions): Library {
  let opening: Promise<readonly [Guide, Guide | undefined]> | undefined;
  const open = async () => {
    const [guide, handbook] = await Promise.all([options.readGuide(), options.readHandbook?.()]);
    const { language } = options;
    return [openGuide(guide, language), handbook === undefined ? undefined : openGuide(handbook, language)] as const;
  };
  return async (questions, detail) => {
    opening ??= open();
    try {
      const [guide, handbook] = await opening;
      return answer(guide, demoWords[options.language], options.language, questions, detail, handbook);
    } catch (error) {
      // The next question tries again: a file may be unreadable for a moment.
      opening = undefined;
      throw error;
    }
  };
}
