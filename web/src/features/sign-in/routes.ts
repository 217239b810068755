import type { RouteRecordRaw } from 'vue-router';

export const signInRoutes: RouteRecordRaw[] = [
  {
    path: '/sign-in',
    name: 'sign-in',
    meta: { title: 'signIn.title', bare: true, open: true },
    component: () => import('./SignInPage.vue'),
  },
  {
    path: '/unreachable',
    name: 'unreachable',
    meta: { title: 'problems.unreachable', bare: true, open: true },
    component: () => import('./UnreachablePage.vue'),
  },
];
