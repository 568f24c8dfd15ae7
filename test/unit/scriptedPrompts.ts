import type { Prompts } from '../../src/host/platform/prompts.ts';

/** What was shown, in order, as plain data. */
export interface Shown {
  readonly as: 'tell' | 'confirm' | 'pick' | 'input' | 'file' | 'progress' | 'status';
  readonly text: string;
  readonly detail?: string;
  readonly buttons?: readonly string[];
}

/** Chooses for the person: a button, the label of a row, a text. Undefined gives up. */
export type Answer = (shown: Shown) => string | undefined;

/** A stand-in for what VS Code shows: keeps a record and answers by a script. */
export function scriptedPrompts(answer: Answer = () => undefined): {
  readonly prompts: Prompts;
  readonly shown: Shown[];
} {
  const shown: Shown[] = [];
  const ask = (what: Shown) => {
    shown.push(what);
    return answer(what);
  };
  const prompts: Prompts = {
    tell: async (_, text, ...buttons) => {
      const chosen = ask({ as: 'tell', text, ...(buttons.length > 0 && { buttons }) });
      return buttons.find((button) => button === chosen);
    },
    confirm: async ({ message, detail }, ...buttons) => {
      const chosen = ask({ as: 'confirm', text: message, ...(detail !== undefined && { detail }), buttons });
      return buttons.find((button) => button === chosen);
    },
    pick: async (items, { placeholder }) => {
      const chosen = ask({ as: 'pick', text: placeholder, buttons: items.map(({ label }) => label) });
      return items.find(({ label }) => label === chosen);
    },
    input: async ({ prompt, problem }) => {
      const typed = ask({ as: 'input', text: prompt });
      return typed !== undefined && problem(typed) === undefined ? typed : undefined;
    },
    chooseFile: async ({ title }) => {
      ask({ as: 'file', text: title });
      return undefined;
    },
    progress: async (title, work) => {
      ask({ as: 'progress', text: title });
      return work(new AbortController().signal, (text) => void ask({ as: 'progress', text }));
    },
    status: (text) => void ask({ as: 'status', text }),
    livePick: () => unscripted(),
    liveInput: () => unscripted(),
  };
  return { prompts, shown };
}

function unscripted(): never {
  throw new Error('What stays open and changes is tried in VS Code.');
}
