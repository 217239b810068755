import { onScopeDispose } from 'vue';

/** Runs it every so many milliseconds while the calling scope lives and somebody looks at the page. */
export function useInterval(run: () => void, milliseconds: number): void {
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible') run();
  }, milliseconds);
  onScopeDispose(() => clearInterval(timer));
}
