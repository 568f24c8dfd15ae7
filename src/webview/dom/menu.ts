import { element, icon } from './dom.ts';

export interface MenuItem {
  readonly name: string;
  /** Whether what can be switched is on: told like a pressed button. */
  readonly isOn?: boolean | undefined;
  readonly run: () => void;
}

/**
 * A menu that `button` opens, built anew each time of what `items` offers then. Arrow keys, Home and End move in it, Escape
 * and Tab close it, and so does whatever is done elsewhere; the focus goes back to the button.
 */
export function attachMenu(
  button: HTMLButtonElement,
  items: () => readonly MenuItem[],
  place: 'above' | 'below' = 'above',
): void {
  let menu: HTMLElement | undefined;
  button.ariaHasPopup = 'menu';
  button.ariaExpanded = 'false';

  const close = () => {
    menu?.remove();
    menu = undefined;
    button.ariaExpanded = 'false';
    document.removeEventListener('keydown', key, true);
    document.removeEventListener('pointerdown', press, true);
    window.removeEventListener('blur', close);
  };
  const buttons = () => Array.from(menu?.querySelectorAll('button') ?? []);
  const step = (to: (index: number, count: number) => number) => {
    const all = buttons();
    const index = all.indexOf(document.activeElement as HTMLButtonElement);
    all.at(to(index, all.length) % all.length)?.focus();
  };
  // Wherever the focus is: this Escape is for the menu, the next one may stop the answer.
  const key = (event: KeyboardEvent) => {
    const act = {
      Escape: () => leave(),
      Tab: () => leave(),
      ArrowDown: () => step((index) => index + 1),
      ArrowUp: () => step((index, count) => (index > 0 ? index : count) - 1),
      Home: () => step(() => 0),
      End: () => step((_, count) => count - 1),
    }[event.key];
    if (!act || event.isComposing) return;
    if (event.key !== 'Tab') event.preventDefault();
    event.stopPropagation();
    act();
  };
  const press = ({ target }: PointerEvent) => {
    if (target instanceof Node && (menu?.contains(target) || button.contains(target))) return;
    close();
  };
  const leave = () => {
    close();
    button.focus();
  };
  const open = () => {
    const offered = items();
    const main = button.closest('main');
    if (offered.length === 0 || !main) return;
    menu = element(
      'div',
      { class: `menu ${place}`, role: 'menu', popover: 'manual' },
      offered.map(({ name, isOn, run }) => {
        const role = isOn === undefined ? 'menuitem' : 'menuitemcheckbox';
        const item = element('button', { type: 'button', role, tabindex: '-1' }, name);
        if (isOn !== undefined) item.ariaChecked = String(isOn);
        if (isOn) item.append(' ', icon('check'));
        item.addEventListener('click', () => {
          leave();
          run();
        });
        return item;
      }),
    );
    menu.ariaLabel = button.ariaLabel ?? button.textContent;
    main.append(menu);
    // In the top layer, at the button, whatever scrolls or cuts around it.
    menu.showPopover({ source: button });
    button.ariaExpanded = 'true';
    document.addEventListener('keydown', key, true);
    document.addEventListener('pointerdown', press, true);
    window.addEventListener('blur', close);
    buttons()[0]?.focus();
  };
  button.addEventListener('click', () => (menu ? leave() : open()));
}
