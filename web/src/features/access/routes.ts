import type { RouteRecordRaw } from 'vue-router';

export const accessRoutes: RouteRecordRaw[] = [
  { path: '/access', name: 'access', meta: { title: 'access.title', needs: 'user.list' }, component: () => import('./AccessPage.vue') },
];
