import { createRouter, createWebHistory, type RouteRecordRaw, type Router } from 'vue-router';
import { accessRoutes } from './features/access/routes.ts';
import { containerRoutes } from './features/containers/routes.ts';
import { dockRoutes } from './features/dock/routes.ts';
import { eventRoutes } from './features/events/routes.ts';
import { hostRoutes } from './features/hosts/routes.ts';
import { operationRoutes } from './features/operations/routes.ts';
import { overviewRoutes } from './features/overview/routes.ts';
import { settingsRoutes } from './features/settings/routes.ts';
import { setupRoutes } from './features/setup/routes.ts';
import { guardPages } from './features/sign-in/guard.ts';
import { signInRoutes } from './features/sign-in/routes.ts';
import { pagesOf } from './layout/pages.ts';
import { followFocus, followTitle } from './lib/page.ts';

/** A feature brings its pages in its own routes.ts; each page is loaded when first gone to. */
const features: RouteRecordRaw[] = [
  ...setupRoutes,
  ...signInRoutes,
  ...overviewRoutes,
  ...containerRoutes,
  ...dockRoutes,
  ...hostRoutes,
  ...eventRoutes,
  ...operationRoutes,
  ...accessRoutes,
  ...settingsRoutes,
];

export function makeRouter(): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes: [
      ...features,
      { path: '/', name: 'start', redirect: () => ({ name: pagesOf(router)[0]?.name ?? 'unknown' }) },
      {
        path: '/:unknown(.*)*',
        name: 'unknown',
        meta: { title: 'navigation.notFound' },
        component: () => import('./layout/NotFoundPage.vue'),
      },
    ],
  });
  guardPages(router);
  followFocus(router);
  followTitle(router);
  return router;
}
