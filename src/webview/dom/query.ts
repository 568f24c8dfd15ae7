import { type Folded, fold, hasMarks, occurrences } from './fold.ts';

export interface Query {
  readonly empty: boolean;
  /** Returns where it stands in a text. `keeper`: the text's folded forms are kept as long as this object lives. */
  readonly in: (text: string, keeper?: object) => { readonly start: number; readonly end: number }[];
}

const kept = new WeakMap<object, Map<boolean, Folded>>();

/** Creates the query for the words that the person typed. */
export function createQuery(typed: string): Query {
  const exact = hasMarks(typed);
  const wanted = fold(typed, exact).text;
  const folded = (text: string, keeper: object | undefined) => {
    const before = keeper && kept.get(keeper)?.get(exact);
    if (before) return before;
    const now = fold(text, exact);
    if (keeper) kept.set(keeper, (kept.get(keeper) ?? new Map()).set(exact, now));
    return now;
  };
  return {
    empty: typed.trim() === '',
    in: (text, keeper) => occurrences(folded(text, keeper), wanted),
  };
}
