import { watch } from 'vue';
import type { RouteLocationNormalized, RouteLocationRaw, Router } from 'vue-router';
import type { ActionName } from '@longshore/contract/registry';
import { ProblemError } from '../../data/problem.ts';
import { useSession } from '../../data/session.ts';
import { nextPath } from './next-path.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** Can be seen without being signed in. */
    open?: boolean;
    /** What one must be allowed to do to see the page; others are told so in its place. */
    needs?: ActionName;
  }
}

const withNext = (name: string, { fullPath }: RouteLocationNormalized): RouteLocationRaw =>
  fullPath === '/' ? { name } : { name, query: { next: fullPath } };

/** Lets everybody see only what their session shows: set-up first, then signing in, then the page that was asked for. */
export function guardPages(router: Router): void {
  const session = useSession();

  router.beforeEach(async (to) => {
    if (to.name === 'unreachable') return true;
    if (session.state === 'unknown') {
      try {
        await session.load();
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        return withNext('unreachable', to);
      }
    }
    if (session.state === 'setup') return to.name === 'setup' ? true : { name: 'setup' };
    if (session.state === 'signed-in') return to.meta.open === true ? nextPath(to.query.next) : true;
    return to.meta.open === true ? true : withNext('sign-in', to);
  });

  watch(
    () => session.state,
    (state) => {
      const { value: here } = router.currentRoute;
      if (state !== 'signed-out' || here.meta.open === true || here.matched.length === 0) return;
      // Whose session ended by itself comes back to where they were; who signed out is done here.
      void router.push(session.wasEnded ? withNext('sign-in', here) : { name: 'sign-in' });
    },
  );
}
