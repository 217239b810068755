import { onScopeDispose, type Ref, ref } from 'vue';

/** One timer for every "3 min ago" on the page; it rests while nobody looks. */
const now = ref(Date.now());
let watchers = 0;
let timer: ReturnType<typeof setInterval> | undefined;

const tick = (): void => {
  now.value = Date.now();
};

function settle(): void {
  const wanted = watchers > 0 && document.visibilityState === 'visible';
  if (wanted && timer === undefined) {
    tick();
    timer = setInterval(tick, 1000);
  } else if (!wanted) {
    clearInterval(timer);
    timer = undefined;
  }
}

document.addEventListener('visibilitychange', settle);

/** Milliseconds since the epoch, moving every second for as long as the calling scope lives. */
export function useNow(): Readonly<Ref<number>> {
  watchers += 1;
  settle();
  onScopeDispose(() => {
    watchers -= 1;
    settle();
  });
  return now;
}
