const opening = /[([{„‚«»‹›"'“‘*_~/–—-]$/;
const closing = /^[)\]}“”’‘»«›‹"'.,;:!?*_~…%/]/;
const quote = /["'„‚“”‘’«»‹›]/;
const sign = /[\p{P}\p{S}]/u;

/** What a mark of emphasis can do. */
interface Direction {
  readonly can_open?: false;
  readonly can_close?: false;
}

const nothing: Direction = { can_open: false, can_close: false };

/**
 * Returns what a run of stars or low lines cannot do because of what stands beside it. `(*)`, `"_"` and a star between slashes name the sign
 * or stand for something, and so do four in a row: that is a line to write on, or hides the digits of an account.
 */
export function enclosing(mark: string, before: string, after: string, length: number): Direction {
  if (length >= 4) return nothing;
  const [left = '', right = ''] = [before.at(-1), after[0]];
  if (quote.test(left) && quote.test(right)) return nothing;
  const isBold = mark === '*' && length > 1;
  const can = {
    open: !(isBold ? /^[)\]},;]/ : /^(?:[)\]},;:!?/%]|\.(?!\.))/).test(after),
    // `__init__.py` is a name.
    close: !(isBold ? /[([{]/ : /[([{/]/).test(left) && !(mark === '_' && /^\.[\p{L}\p{N}]/u.test(after)),
  };
  if (!isBold && sign.test(left) && sign.test(right)) {
    can.open &&= opening.test(left) && !/[-–]/.test(right);
    can.close &&= closing.test(right);
  }
  return { ...(can.open ? {} : { can_open: false }), ...(can.close ? {} : { can_close: false }) };
}
