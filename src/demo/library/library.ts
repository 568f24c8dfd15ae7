import { type Answer, answer, type Detail } from './answer.ts';
import { type Guide, openGuide } from './guide.ts';
import type { DemoOptions } from './options.ts';
import { demoWords } from './words.ts';

/** The guide's answer to the last of the questions. */
export type Library = (questions: readonly string[], detail: Detail) => Promise<Answer & { readonly title: string }>;

/** Reads and indexes the guide when the first answer is asked for, and keeps it. */
export function openLibrary(options: DemoOptions): Library {
  let opening: Promise<Guide> | undefined;
  const open = async () => openGuide(await options.readGuide(), options.language);
  return async (questions, detail) => {
    opening ??= open();
    try {
      const guide = await opening;
      return { ...answer(guide, demoWords[options.language], options.language, questions, detail), title: guide.title };
    } catch (error) {
      // The next question tries again: a file may be unreadable for a moment.
      opening = undefined;
      throw error;
    }
  };
}
