export interface FocusKeeper {
  /** Called when something may have gone from the page: where the focus was in it, it goes to the composer. */
  readonly painted: () => void;
  /**
   * Gives the focus to `place`: now where the page has the keyboard, else when it comes to the page. `focus()` in a frame
   * would take it from what has it meanwhile: a quick input, a dialog or an editor.
   */
  readonly give: (place: HTMLElement) => void;
}

/**
 * Keeps the keyboard at a place of this page. The browser drops the focus when its element is hidden, disabled or taken
 * away, and a question that VS Code asks in a dialog takes it out of the page. `fallback` gives it to the composer.
 */
export function keepFocus(fallback: () => void): FocusKeeper {
  let last: HTMLElement | undefined;
  let awaiting: HTMLElement | undefined;
  let pressed = false;

  document.addEventListener('focusin', ({ target }) => {
    last = target instanceof HTMLElement ? target : undefined;
  });
  // Whoever clicks beside everything wants the focus nowhere, for example to select words.
  document.addEventListener(
    'pointerdown',
    () => {
      last = undefined;
      awaiting = undefined;
      pressed = true;
    },
    true,
  );
  for (const end of ['pointerup', 'pointercancel']) {
    document.addEventListener(end, () => {
      pressed = false;
    });
  }
  window.addEventListener('focus', () => {
    const place = awaiting;
    awaiting = undefined;
    if (pressed) return;
    if (place && isUsable(place)) place.focus();
    else if (document.activeElement !== document.body) return;
    else if (last && isUsable(last)) last.focus({ preventScroll: true });
    else fallback();
  });

  return {
    give: (place) => {
      if (document.hasFocus()) place.focus();
      else awaiting = place;
    },
    painted: () => {
      if (!last || isUsable(last) || !document.hasFocus()) return;
      const holder = document.activeElement;
      last = undefined;
      if (holder === null || holder === document.body || !isUsable(holder)) fallback();
    },
  };
}

function isUsable(node: Element): boolean {
  return node.isConnected && !node.matches(':disabled') && node.closest('[hidden]') === null;
}
