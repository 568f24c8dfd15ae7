import type { ReadingPlace } from '../dom/host.ts';
import { anchorIn, readLine } from './scrollAnchor.ts';

/** A person within this distance of the end reads the end. */
const nearEnd = 24;
/** The share of the view that PageUp and PageDown scroll, as in the browser. */
const pageShare = 0.875;

export interface FollowOptions {
  readonly region: HTMLElement;
  readonly content: HTMLElement;
  readonly jump: HTMLElement;
  readonly onScroll: () => void;
}

export interface Follow {
  /** Runs `change` on the content: at the end it stays at the end, elsewhere the line being read stays where it is. */
  readonly preserve: (change: () => void) => void;
  /** Follows the end from the next painting on, wherever the person was reading. */
  readonly latest: () => void;
  /** Absent while it follows. */
  readonly place: () => ReadingPlace | undefined;
  readonly restore: (place: ReadingPlace | undefined) => void;
  /** Brings `target` into view, and from then on it is what the person reads. */
  readonly reveal: (target: Range | Element) => void;
}

/** Follows the latest message only while the person is at the end; "Jump to Latest" leads back there. */
export function createAutoScroll({ region, content, jump, onScroll }: FollowOptions): Follow {
  let following = true;
  let lastTop = 0;
  let lastHeight = 0;
  /** The block being read, and how far it stood below the upper edge. */
  let line: { readonly node: Element; readonly top: number } | undefined;
  let wanted: ReadingPlace | undefined;

  const edge = () => region.getBoundingClientRect().top;
  const atEnd = () => region.scrollHeight - region.scrollTop - region.clientHeight <= nearEnd;
  const know = () => {
    lastTop = region.scrollTop;
    lastHeight = region.scrollHeight;
  };
  const toEnd = () => {
    region.scrollTop = region.scrollHeight;
    know();
  };
  const showJump = () => {
    jump.hidden = following || atEnd();
  };
  const remember = () => {
    const node = following ? undefined : readLine(region, content);
    line = node && { node, top: node.getBoundingClientRect().top - edge() };
  };
  const hold = () => {
    // What was read may be gone, for example a message that was taken back.
    if (!line?.node.isConnected) return remember();
    const moved = line.node.getBoundingClientRect().top - edge() - line.top;
    if (moved !== 0) region.scrollTop += moved;
    know();
  };
  const settle = () => {
    if (following) toEnd();
    else hold();
    showJump();
  };
  /** Scrolls to the place to come back to, as soon as its message is there. */
  const goBack = ({ messageId, offset }: ReadingPlace) => {
    const article = content.querySelector(`[data-message="${CSS.escape(messageId)}"]`);
    if (!article) return;
    region.scrollTop += article.getBoundingClientRect().top - edge() + offset;
    wanted = undefined;
    remember();
  };

  /** Notices how the person has scrolled since the view was last known. */
  const notice = () => {
    // Content that became shorter, since its height was only guessed before, has moved the view: nobody scrolled.
    if (region.scrollHeight < lastHeight && (following || atEnd())) return settle();
    // Only a person scrolls up; content that grows between a scroll and its event must not end the following.
    if (atEnd()) following = true;
    else if (region.scrollTop < lastTop) following = false;
    const scrolled = region.scrollTop !== lastTop;
    if (!following) keepStep();
    if (scrolled) wanted = undefined;
    know();
    // After a scroll of our own the line is the same; taken anew, it would drift by a fraction of a pixel each time.
    if (scrolled || following || !line?.node.isConnected) remember();
    showJump();
  };
  /**
   * Keeps the line in place where something above was laid out in the same frame: it moves by the scrolling, and no
   * more.
   */
  const keepStep = () => {
    if (!line?.node.isConnected) return;
    const scrolled = region.scrollTop - lastTop;
    const pushed = line.node.getBoundingClientRect().top - edge() - line.top + scrolled;
    if (Math.abs(pushed) >= 1) region.scrollTop += pushed;
  };

  // The browser would glide there, and what is laid out on the way would break that off.
  region.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    if (isEditable(event.target)) return;
    const page = region.clientHeight * pageShare;
    if (event.key === 'End') {
      latest();
      toEnd();
    } else if (event.key === 'Home') region.scrollTop = 0;
    else if (event.key === 'PageUp') region.scrollTop -= page;
    else if (event.key === 'PageDown') region.scrollTop += page;
    else return;
    event.preventDefault();
  });
  region.addEventListener('scroll', () => {
    notice();
    onScroll();
  });
  const latest = () => {
    following = true;
    wanted = undefined;
    // What was scrolled before says nothing any more.
    know();
  };
  jump.addEventListener('click', () => {
    latest();
    toEnd();
    showJump();
    // The button is about to vanish, and the focus must not vanish with it.
    region.focus({ preventScroll: true });
  });
  // Also what the browser lays out only now, because it comes near, must not push away what is read.
  const keep = new ResizeObserver(settle);
  keep.observe(region);
  keep.observe(content);

  return {
    preserve: (change) => {
      // The event of a scroll comes with the next frame only; what is painted before must not undo the scroll.
      if (!wanted && region.scrollTop !== lastTop) notice();
      if (!following && !line) remember();
      change();
      if (wanted) goBack(wanted);
      else if (following) toEnd();
      else hold();
      know();
      showJump();
    },
    latest,
    place: () => (following ? undefined : (wanted ?? anchorIn(region, content))),
    restore: (place) => {
      following = place === undefined;
      wanted = place;
      line = undefined;
      lastTop = 0;
    },
    reveal: (target) => {
      following = false;
      const { top, bottom } = target.getBoundingClientRect();
      const seen = region.getBoundingClientRect();
      showJump();
      // What lies below the button is not seen.
      const end = jump.hidden ? seen.bottom : jump.getBoundingClientRect().top;
      if (top < seen.top || bottom > end) region.scrollTop += top - seen.top - seen.height / 3;
      know();
      remember();
      showJump();
    },
  };
}

function isEditable(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input, textarea, select');
}
