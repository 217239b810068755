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

/** Keeps a scrolled view at its end while lines come, until somebody scrolls up; and in its place when old lines go. */
export function useFollow(view: () => HTMLElement | null, count: () => number, gone: () => number, lineHeight: () => number): Follow {
  const following = ref(true);
  let last = 0;

  function toEnd(): void {
    following.value = true;
    const element = view();
    if (element) element.scrollTop = element.scrollHeight;
  }
  function onScroll(): void {
    const element = view();
    if (!element) return;
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight <= NEAR;
    // Lines that were added below are no reason to stop following: only a scroll upwards is.
    if (atEnd) following.value = true;
    else if (element.scrollTop < last) following.value = false;
    last = element.scrollTop;
  }
  watch([count, gone], async ([, now], [, before]) => {
    await nextTick();
    const element = view();
    if (!element) return;
    if (following.value) element.scrollTop = element.scrollHeight;
    else if (now > before) element.scrollTop -= (now - before) * lineHeight();
  });
  return { following, onScroll, toEnd };
}
