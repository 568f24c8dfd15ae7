import type { Item, LiveInput, Prompts, WebPage } from './prompts.ts';
import type { Sentence } from './words.ts';

/** The result of one step: a value, the wish to go back, or that the person gave up. */
export type StepResult<T> = { readonly value: T } | 'back' | 'cancelled';

export interface StepFrame {
  readonly title: Sentence;
  /** 1 for the first, which has no way back. */
  readonly step: number;
  /** The number of steps, as far as the answers given so far tell; absent: not shown. */
  readonly of?: number | undefined;
  /** The text that was typed in a step that was left by Back. */
  readonly typed?: string | undefined;
  /** Called on every change, so that going back and forth loses nothing. */
  readonly remember?: (text: string) => void;
}

type Frame = Omit<StepFrame, 'title'>;

/** A choice. Stays open when the window loses focus, so that something can be looked up meanwhile. */
export function pickStep<T extends Item>(
  { prompts }: { readonly prompts: Prompts },
  frame: StepFrame,
  options: { readonly placeholder: Sentence; readonly items: readonly T[]; readonly active?: T | undefined },
): Promise<StepResult<T>> {
  const pick = prompts.livePick<T>();
  pick.title = frame.title;
  pick.placeholder = options.placeholder;
  pick.items = options.items;
  pick.ignoreFocusOut = true;
  pick.hasBack = frame.step > 1;
  count(pick, frame);
  if (options.active) pick.activeItems = [options.active];
  return shown(pick, () => pick.selectedItems[0]);
}

export interface TextStep {
  readonly prompt: Sentence;
  readonly placeholder?: Sentence;
  readonly value?: string;
  readonly password?: boolean;
  /** The web page that a button of the input opens: the text can be looked up there. */
  readonly page?: WebPage | undefined;
  /** Returns why the text cannot be taken, or undefined. Gets the trimmed text. */
  readonly problem?: (text: string) => Sentence | undefined;
}

/** A line of text, trimmed. Not accepted while `problem` has something to say. */
export function textStep(
  { prompts }: { readonly prompts: Prompts },
  frame: StepFrame,
  options: TextStep,
): Promise<StepResult<string>> {
  const input = prompts.liveInput();
  input.title = frame.title;
  input.prompt = options.prompt;
  input.placeholder = options.placeholder;
  input.value = frame.typed ?? options.value ?? '';
  input.password = options.password ?? false;
  input.ignoreFocusOut = true;
  input.hasBack = frame.step > 1;
  count(input, frame);
  input.page = options.page;
  input.onDidChangeValue((text) => {
    input.validationMessage = undefined;
    frame.remember?.(text);
  });
  return shown(input, () => {
    const text = input.value.trim();
    const problem = options.problem?.(text);
    input.validationMessage = problem;
    return problem === undefined ? text : undefined;
  });
}

/** "2/4" beside the title. One step alone, or a step of nobody knows how many, has no number. */
function count(input: Pick<LiveInput, 'step' | 'totalSteps'>, { step, of = 1 }: Pick<StepFrame, 'step' | 'of'>): void {
  if (of < 2) return;
  input.step = step;
  input.totalSteps = of;
}

/** Shows `input` until it is accepted with a value, left by Back, or closed. */
function shown<T>(
  input: Pick<LiveInput, 'onDidAccept' | 'onBack' | 'onDidHide' | 'show' | 'dispose'>,
  accepted: () => T | undefined,
): Promise<StepResult<T>> {
  return new Promise((resolve) => {
    const finish = (result: StepResult<T>) => {
      resolve(result);
      input.dispose();
    };
    input.onDidAccept(() => {
      const value = accepted();
      if (value !== undefined) finish({ value });
    });
    input.onBack(() => finish('back'));
    input.onDidHide(() => finish('cancelled'));
    input.show();
  });
}

/** A step that is left out where `when` says so. */
export interface Step<S> {
  readonly when?: (state: S) => boolean;
  readonly ask: (state: S, frame: Frame) => Promise<StepResult<Partial<S>>>;
}

/**
 * Runs steps in order; Back returns to the one before with what was typed still there. A step gets what the others
 * gave so far and returns what it adds. Resolves undefined when given up.
 */
export async function runSteps<S extends object>(start: S, steps: readonly Step<S>[]): Promise<S | undefined> {
  let state = start;
  const visited: number[] = [];
  const texts = new Map<number, string>();
  let index = 0;
  for (let step = steps[index]; step; step = steps[index]) {
    const at = index;
    if (step.when?.(state) === false) {
      index++;
      continue;
    }
    const remember = (text: string) => void texts.set(at, text);
    const ahead = steps.slice(at).filter(({ when }) => when?.(state) !== false).length;
    const frame = { step: visited.length + 1, of: visited.length + ahead, typed: texts.get(at), remember };
    const result = await step.ask(state, frame);
    if (result === 'cancelled') return undefined;
    if (result === 'back') {
      index = visited.pop() ?? 0;
      continue;
    }
    state = { ...state, ...result.value };
    visited.push(index);
    index++;
  }
  return state;
}
