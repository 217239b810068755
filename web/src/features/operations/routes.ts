import type { RouteRecordRaw } from 'vue-router';

export const operationRoutes: RouteRecordRaw[] = [
  {
    path: '/operations',
    name: 'operations',
    meta: { title: 'operations.title', needs: 'operation.list' },
    component: () => import('./OperationsPage.vue'),
  },
];
