/** A person within this distance of the end reads the end. */
const nearEnd = 24;

export interface FollowOptions {
  readonly region: HTMLElement;
  readonly content: HTMLElement;
  readonly jump: HTMLElement;
  readonly onScroll: () => void;
}

export interface Follow {
  /** Runs `change` on the content: at the end it stays at the end, elsewhere the line being read stays where it is. */
  readonly around: (change: () => void) => void;
  /** Absent while it follows. */
  readonly scrollTop: () => number | undefined;
  readonly restore: (scrollTop: number | undefined) => void;
}

/** Follows the latest message only while the person is at the end; "Jump to latest" leads back there. */
export function createFollow({ region, content, jump, onScroll }: FollowOptions): Follow {
  let following = true;
  let lastTop = 0;
  let wanted: number | undefined;

  const atEnd = () => region.scrollHeight - region.scrollTop - region.clientHeight <= nearEnd;
  const toEnd = () => {
    region.scrollTop = region.scrollHeight;
    lastTop = region.scrollTop;
  };
  const showJump = () => {
    jump.hidden = following || atEnd();
  };

  region.addEventListener('scroll', () => {
    // Only a person scrolls up; content that grows between a scroll and its event must not end the following.
    if (atEnd()) following = true;
    else if (region.scrollTop < lastTop) following = false;
    lastTop = region.scrollTop;
    showJump();
    onScroll();
  });
  jump.addEventListener('click', () => {
    following = true;
    toEnd();
    showJump();
    // The button is about to vanish, and the focus must not vanish with it.
    region.focus({ preventScroll: true });
  });
  const keep = new ResizeObserver(() => {
    if (following) toEnd();
    showJump();
  });
  keep.observe(region);
  keep.observe(content);

  return {
    around: (change) => {
      const anchor = following ? undefined : firstVisible(region, content);
      const before = anchor?.getBoundingClientRect().top ?? 0;
      change();
      if (wanted !== undefined) {
        region.scrollTop = wanted;
        if (region.scrollTop === wanted) wanted = undefined;
      } else if (following) toEnd();
      else if (anchor?.isConnected) region.scrollTop += anchor.getBoundingClientRect().top - before;
      lastTop = region.scrollTop;
      showJump();
    },
    scrollTop: () => (following ? undefined : region.scrollTop),
    restore: (scrollTop) => {
      following = scrollTop === undefined;
      wanted = scrollTop;
      lastTop = scrollTop ?? 0;
    },
  };
}

/** The block at the upper edge of what is seen. */
function firstVisible(region: HTMLElement, content: HTMLElement): Element | undefined {
  const top = region.getBoundingClientRect().top;
  const visible = (node: Element) => node.getBoundingClientRect().bottom > top;
  const message = [...content.querySelectorAll(':scope > article')].find(visible);
  const blocks = message?.querySelector('.markdown')?.children;
  return blocks ? ([...blocks].find(visible) ?? message) : message;
}
