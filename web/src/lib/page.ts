import { nextTick, onScopeDispose, shallowRef, watchEffect } from 'vue';
import { type RouteLocationNormalized, type Router, START_LOCATION } from 'vue-router';
import { type MessageKey, t } from './i18n.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** The page's name: in the document's title, unless the page gives its own by `usePageTitle`. */
    title?: MessageKey;
    /** Without side bar and top bar, as before one is signed in. */
    bare?: boolean;
    /** The place of the side bar that the page belongs to, when it is not that place itself. */
    place?: string;
  }
}

const own = shallowRef<() => string>();

/** Names the document after the thing the page shows, for as long as the page is there. Reactive. */
export function usePageTitle(title: () => string): void {
  own.value = title;
  onScopeDispose(() => {
    if (own.value === title) own.value = undefined;
  });
}

/** Keeps the document's title that of the page, in the language shown. */
export function followTitle(router: Router): void {
  watchEffect(() => {
    const { title } = router.currentRoute.value.meta;
    const page = own.value?.() ?? (title === undefined ? '' : t(title));
    document.title = page === '' ? t('app.name') : t('app.documentTitle', { page });
  });
}

/** Tabs and filters of one page are the same place. */
const samePlace = (a: RouteLocationNormalized, b: RouteLocationNormalized): boolean =>
  a.matched[0] === b.matched[0] && JSON.stringify(a.params) === JSON.stringify(b.params);

/** Puts the focus on a new page's heading, as a browser would begin to read it. Not on the first page, which it reads by itself. */
export function followFocus(router: Router): void {
  router.afterEach(async (to, from, failure) => {
    if (failure || from === START_LOCATION || samePlace(to, from)) return;
    await nextTick();
    const heading = document.querySelector<HTMLElement>('main h1') ?? document.querySelector<HTMLElement>('main');
    heading?.focus({ preventScroll: true });
  });
}
