import type { RouteRecordRaw } from 'vue-router';

export const overviewRoutes: RouteRecordRaw[] = [
  {
    path: '/overview',
    name: 'overview',
    meta: { title: 'overview.title', needs: 'overview.get' },
    component: () => import('./OverviewPage.vue'),
  },
];
