import { type Ref, ref } from 'vue';

/** Pixels from the end at which more is fetched: about twenty rows, so that it is there before one is. */
const NEAR_END = 640;
/** Pixels from the start within which somebody counts as being there. */
const AT_START = 16;

/**
 * Where somebody is in a list. Put `onScroll` on an element around it as `@scroll.capture`: scrolling is told to those around only
 * on the way down.
 */
export function useScrollEdges(nearEnd: () => void): { away: Readonly<Ref<boolean>>; onScroll: (event: Event) => void } {
  /** Scrolled away from the first row. */
  const away = ref(false);
  function onScroll({ target }: Event): void {
    if (!(target instanceof HTMLElement)) return;
    away.value = target.scrollTop > AT_START;
    if (target.scrollHeight - target.scrollTop - target.clientHeight < NEAR_END) nearEnd();
  }
  return { away, onScroll };
}
