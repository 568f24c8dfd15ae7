import type { Item, LiveInput, LivePick, Prompts } from '../../src/host/platform/prompts.ts';

/** What was shown, in order, as plain data. */
export interface Shown {
  readonly as: 'tell' | 'confirm' | 'pick' | 'input' | 'file' | 'progress' | 'status' | 'problem';
  readonly text: string;
  /** Of an input that stays open: what stands in it. */
  readonly detail?: string;
  /** Of a step of several: "2/4". */
  readonly step?: string;
  /** Of a step: the web page where it can be looked up. */
  readonly page?: string;
  readonly buttons?: readonly string[];
}

/** Chooses for the person: a button (`Cancel` of a progress), the label of a row, a text. Undefined gives up. */
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
    saveFile: async ({ title, proposed }) => {
      ask({ as: 'file', text: title, detail: proposed.path });
      return undefined;
    },
    progress: async (title, work) => {
      const isStopped = ask({ as: 'progress', text: title }) === 'Cancel';
      const controller = new AbortController();
      const done = work(controller.signal, (text) => void ask({ as: 'progress', text }));
      if (isStopped) controller.abort();
      return done;
    },
    status: (text) => void ask({ as: 'status', text }),
    livePick: () => livePick(ask),
    liveInput: () => liveInput(ask),
  };
  return { prompts, shown };
}

/** Chosen in a live pick or input: goes back where there is a way back. */
export const back = '←';

/** A row of this label is chosen once it is there; the pick is closed where there is none and nothing more is read for it. */
function livePick<T extends Item>(ask: (what: Shown) => string | undefined): LivePick<T> {
  const { accepted, hidden, wentBack, ...events } = listeners();
  let [items, isShown, isBusy]: [readonly T[], boolean, boolean] = [[], false, false];
  const pick = {
    ...events,
    ...{ title: undefined, placeholder: undefined, activeItems: [], selectedItems: [] as readonly T[] },
    ...{ step: undefined, totalSteps: undefined },
    ...{
      ignoreFocusOut: false,
      canSelectMany: false,
      keepScrollPosition: false,
      matchOnDescription: false,
      hasBack: false,
    },
    value: '',
    onDidChangeValue: () => ({ dispose: () => undefined }),
    onDidTriggerItemButton: () => noListener,
    onDidChangeActive: () => noListener,
    get items() {
      return items;
    },
    set items(next) {
      items = next;
      if (isShown) choose();
    },
    get busy() {
      return isBusy;
    },
    set busy(next) {
      isBusy = next;
      if (isShown) choose();
    },
    show: () => {
      isShown = true;
      // Whoever shows it still fills it.
      queueMicrotask(choose);
    },
    dispose: () => {
      isShown = false;
    },
  };
  function choose(): void {
    if (!isShown) return;
    const text = wordsOf(pick, ['placeholder', 'title']);
    const chosen = ask({ as: 'pick', text, buttons: items.map(({ label }) => label), ...stepOf(pick) });
    const item = items.find(({ label }) => label === chosen);
    if (chosen === back && pick.hasBack) wentBack();
    else if (item) {
      pick.selectedItems = [item];
      accepted();
    } else if (!isBusy) hidden();
  }
  return pick as LivePick<T>;
}

/** The text is typed and accepted; of `text←` it is typed, and left by Back. Undefined closes the input. */
function liveInput(ask: (what: Shown) => string | undefined): LiveInput {
  const { accepted, hidden, wentBack, ...events } = listeners();
  const changed: ((text: string) => void)[] = [];
  const input = {
    ...events,
    ...{ title: undefined, placeholder: undefined, prompt: undefined, validationMessage: undefined },
    ...{ value: '', password: false, ignoreFocusOut: false, hasBack: false },
    ...{ step: undefined, totalSteps: undefined, page: undefined },
    onDidChangeValue: (listener: (text: string) => void) => {
      changed.push(listener);
      return noListener;
    },
    show: () => queueMicrotask(answer),
    dispose: () => undefined,
  };
  function answer(): void {
    const text = ask({ as: 'input', text: wordsOf(input, ['prompt']), detail: input.value, ...stepOf(input) });
    if (text === undefined) {
      hidden();
      return;
    }
    const goesBack = text.endsWith(back);
    input.value = goesBack ? text.slice(0, -back.length) : text;
    for (const listener of changed) listener(input.value);
    if (goesBack) wentBack();
    else accepted();
    if (input.validationMessage === undefined) return;
    ask({ as: 'problem', text: wordsOf(input, ['validationMessage']) });
    hidden();
  }
  return input as LiveInput;
}

function stepOf(input: Partial<Pick<LiveInput, 'step' | 'totalSteps' | 'page'>>): Partial<Shown> {
  const { step, totalSteps, page } = input;
  return { ...(step !== undefined && { step: `${step}/${totalSteps}` }), ...(page && { page: page.address }) };
}

const noListener = { dispose: () => undefined };

function listeners() {
  const called: Record<'accepted' | 'hidden' | 'wentBack', (() => void)[]> = { accepted: [], hidden: [], wentBack: [] };
  const call = (which: keyof typeof called) => () => {
    for (const listener of called[which]) listener();
  };
  const add = (which: keyof typeof called) => (listener: () => void) => {
    called[which].push(listener);
    return noListener;
  };
  return {
    ...{ accepted: call('accepted'), hidden: call('hidden'), wentBack: call('wentBack') },
    ...{ onDidAccept: add('accepted'), onDidHide: add('hidden'), onBack: add('wentBack') },
  };
}

function wordsOf(input: object, names: readonly string[]): string {
  const words = names.map((name) => (input as Record<string, unknown>)[name]);
  return String(words.find((each) => typeof each === 'string') ?? '');
}
