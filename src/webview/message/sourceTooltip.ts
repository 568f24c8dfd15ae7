import type { Source } from '../../chat/model/model.ts';
import { element } from '../dom/dom.ts';
import { visibleNodes } from '../dom/invisibleCharacters.ts';
import { plainPassage } from '../markdown/plainPassage.ts';
import { sourceName } from './sources.ts';

/** Longer passages are read below the answer, where a click on the number leads. */
const longestPassage = 600;

let tips = 0;

/** Shows the passage behind a number in `text` while the pointer or the keyboard focus is on it. Escape hides it. */
export function showPassages(text: HTMLElement, sourceOf: (id: string) => Source | undefined): void {
  let tip: HTMLElement | undefined;
  let mark: HTMLElement | undefined;

  const hide = () => {
    mark?.removeAttribute('aria-describedby');
    mark = undefined;
    tip?.remove();
    document.removeEventListener('keydown', leaveByKey, true);
    document.removeEventListener('input', hide);
    document.removeEventListener('focusin', leaveByFocus);
  };
  // Wherever the focus is: this Escape is for the passage, the next one may stop the answer.
  const leaveByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.stopPropagation();
    event.preventDefault();
    hide();
  };
  // The pointer may still be at the number when the person goes on somewhere else.
  const leaveByFocus = ({ target }: FocusEvent) => {
    if (target !== mark) hide();
  };
  const show = (target: EventTarget | null) => {
    const wanted = target instanceof Element ? target.closest<HTMLElement>('button.citation') : null;
    if (!wanted || wanted === mark) return;
    hide();
    const source = sourceOf(wanted.dataset['citation'] ?? '');
    const place = text.closest('main');
    if (!source || !place) return;
    mark = wanted;
    tip = passageTip(source);
    tip.addEventListener('pointerleave', (event) => leave(event.relatedTarget));
    place.append(tip);
    mark.setAttribute('aria-describedby', tip.id);
    document.addEventListener('keydown', leaveByKey, true);
    document.addEventListener('input', hide);
    document.addEventListener('focusin', leaveByFocus);
    tip.style.insetBlockEnd = `${below(text)}px`;
    // In the top layer, at the mark, whatever scrolls or cuts around it.
    tip.showPopover({ source: mark });
  };
  // The pointer may go over to the passage, to select words of it.
  const leave = (to: EventTarget | null) => {
    if (to instanceof Node && (tip?.contains(to) || mark?.contains(to))) return;
    if (document.activeElement !== mark) hide();
  };

  // A number that is scrolled to where the pointer rests is pointed at by nobody.
  text.addEventListener('pointermove', ({ target }) => show(target));
  text.addEventListener('pointerout', ({ target, relatedTarget }) => {
    if (target === mark) leave(relatedTarget);
  });
  text.addEventListener('focusin', ({ target }) => {
    if (target instanceof Element && target.matches(':focus-visible')) show(target);
  });
  text.addEventListener('focusout', hide);
  text.addEventListener('click', hide);
}

/**
 * Returns the height below the conversation, in CSS pixels: the message field stays free where there is room elsewhere.
 */
function below(text: HTMLElement): number {
  const frame = text.closest('.conversation-frame');
  return frame ? window.innerHeight - frame.getBoundingClientRect().bottom : 0;
}

function passageTip(source: Source): HTMLElement {
  const passage = plainPassage(source.passage);
  const words = passage.length > longestPassage ? `${passage.slice(0, longestPassage)} …` : passage;
  return element(
    'div',
    { class: 'passage-tip', role: 'tooltip', id: `passage-${++tips}`, popover: 'manual' },
    element('strong', { dir: 'auto' }, ...visibleNodes(sourceName(source))),
    element('p', { dir: 'auto' }, ...visibleNodes(words)),
  );
}
