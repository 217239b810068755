import { nextTick, ref, type Ref, watch } from 'vue';

/** So close to the end, in pixels, counts as being there. */
const NEAR = 24;

export interface Follow {
  /** The view shows the newest lines and moves with them. */
  following: Ref<boolean>;
  /** For the scroll event of the view. */
  onScroll: () => void;
  toEnd: () => void;
}

export interface FollowedView {
  view: () => HTMLElement | null;
  /** How many lines there are. */
  count: () => number;
  /** How many were let go at the beginning. */
  gone: () => number;
  /** Of all lines, in pixels; changes as wrapped ones are measured. */
  height: () => number;
  lineHeight: number;
  /** Told when the view was scrolled, by whomever. */
  scrolled: () => void;
}

/** Keeps a scrolled view at its end while lines come, until somebody scrolls up; and in its place when old lines go. */
export function useFollow({ view, count, gone, height, lineHeight, scrolled }: FollowedView): Follow {
  const following = ref(true);
  let last = 0;

  function toEnd(): void {
    following.value = true;
    stay();
  }
  /** To the end, and drawn there at once: the browser tells of the scroll only with its next picture. */
  function stay(): void {
    const element = view();
    if (!element) return;
    element.scrollTop = element.scrollHeight;
    last = element.scrollTop;
    scrolled();
  }
  function onScroll(): void {
    const element = view();
    if (!element) return;
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight <= NEAR;
    // Lines that were added below are no reason to stop following: only a scroll upwards is.
    if (atEnd) following.value = true;
    else if (element.scrollTop < last) following.value = false;
    last = element.scrollTop;
    scrolled();
  }
  watch([count, gone, height], async ([, now], [, before]) => {
    await nextTick();
    const element = view();
    if (!element) return;
    if (following.value) stay();
    else if (now > before) element.scrollTop -= (now - before) * lineHeight;
  });
  return { following, onScroll, toEnd };
}
