import { onScopeDispose, type Ref, ref } from 'vue';

/** Whether a media query holds, followed for as long as the calling scope lives. */
export function useMedia(query: string): Readonly<Ref<boolean>> {
  const list = matchMedia(query);
  const holds = ref(list.matches);
  const follow = (): void => {
    holds.value = list.matches;
  };
  list.addEventListener('change', follow);
  onScopeDispose(() => list.removeEventListener('change', follow));
  return holds;
}

/** Where Tailwind's `sm:` is not yet: lists are cards, the bar is at the bottom, dialogs and the dock take the whole screen. */
export const PHONE = '(width < 40rem)';
