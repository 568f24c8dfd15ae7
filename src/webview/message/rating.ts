import { own } from '../../base/ownProperty.ts';
import type { Rating } from '../../chat/model/model.ts';
import { element, icon, iconButton, textButton } from '../dom/dom.ts';
import type { Page } from '../dom/page.ts';
import { isRunning } from './state.ts';
import type { MessagePainting } from './types.ts';

export interface RatingView {
  readonly element: HTMLElement;
  readonly update: (painting: MessagePainting) => void;
}

/** Whether the answer helped. Pressing the same button again takes the rating back. */
export function createRating({ labels, post }: Page, messageId: string): RatingView {
  let shown: Rating | undefined;
  const button = (rating: Rating, iconName: string, name: string) => {
    const press = () => post({ type: 'rate', messageId, rating: shown === rating ? 'none' : rating });
    const node = iconButton(iconName, name, press);
    return {
      node,
      paint: () => {
        node.ariaPressed = String(shown === rating);
        node.replaceChildren(icon(shown === rating ? `${iconName}-filled` : iconName));
      },
    };
  };
  const buttons = [
    button('positive', 'thumbsup', labels.helpful),
    button('negative', 'thumbsdown', labels.notHelpful),
  ] as const;
  const why = textButton(labels.sayWhy, () => post({ type: 'say-why', messageId }), 'link');
  const row = element('div', { class: 'actions rating', hidden: true }, ...buttons.map(({ node }) => node), why);

  const update = ({ message, head }: MessagePainting) => {
    const takes = head.session?.assistant.features?.includes('feedback') === true;
    row.hidden = !takes || message.storedId === undefined || isRunning(message);
    shown = own(head.ratings, messageId);
    for (const { paint } of buttons) paint();
    why.hidden = shown !== 'negative' || head.takesReasons !== true;
    row.classList.toggle('rated', shown !== undefined);
  };
  return { element: row, update };
}
