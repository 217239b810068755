import type { RouteRecordRaw } from 'vue-router';

export const setupRoutes: RouteRecordRaw[] = [
  { path: '/setup', name: 'setup', meta: { title: 'setup.title', bare: true, open: true }, component: () => import('./SetupPage.vue') },
];
