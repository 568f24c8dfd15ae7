import { own } from '../../base/ownProperty.ts';
import type { Rating } from '../../chat/model/model.ts';
import { icon, iconButton } from '../dom/dom.ts';
import type { MenuItem } from '../dom/menu.ts';
import type { Page } from '../dom/page.ts';
import { isRunning } from './state.ts';
import type { MessagePainting } from './types.ts';

export interface RatingView {
  readonly buttons: readonly HTMLButtonElement[];
  /** Returns the entries beside the buttons: a reason, where the vendor takes one. */
  readonly items: () => readonly MenuItem[];
  readonly update: (painting: MessagePainting) => void;
}

/** Creates the buttons that say whether an answer helped. Pressing the same button again removes the rating. */
export function createRating({ labels, post }: Page, messageId: string): RatingView {
  let shown: Rating | undefined;
  let takesReason = false;
  const button = (rating: Rating, iconName: string, name: string) => {
    const press = () => post({ type: 'rate', messageId, rating: shown === rating ? 'none' : rating });
    const node = iconButton(iconName, name, press);
    node.classList.add('rating');
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

  const update = ({ message, head }: MessagePainting) => {
    const takes = head.session?.assistant.features?.includes('feedback') === true;
    const isHidden = !takes || message.storedId === undefined || isRunning(message);
    shown = own(head.ratings, messageId);
    for (const { node, paint } of buttons) {
      node.hidden = isHidden;
      paint();
    }
    takesReason = !isHidden && shown === 'negative' && head.takesReasons === true;
  };
  const items = () => (takesReason ? [{ name: labels.sayWhy, run: () => post({ type: 'say-why', messageId }) }] : []);
  return { buttons: buttons.map(({ node }) => node), items, update };
}
