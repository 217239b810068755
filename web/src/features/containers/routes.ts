import type { RouteRecordRaw } from 'vue-router';
import { tabRoute } from './places.ts';

export const containerRoutes: RouteRecordRaw[] = [
  {
    path: '/containers',
    name: 'containers',
    meta: { title: 'containers.title', needs: 'container.list' },
    component: () => import('./list/ContainersPage.vue'),
  },
  {
    path: '/hosts/:host/containers/:id',
    meta: { title: 'containers.container', needs: 'container.list', place: 'containers' },
    component: () => import('./page/ContainerPage.vue'),
    children: [
      { path: '', name: tabRoute('overview'), component: () => import('./overview/OverviewTab.vue') },
      { path: 'logs', name: tabRoute('logs'), meta: { needs: 'container.logs' }, component: () => import('../logs/LogsTab.vue') },
      {
        path: 'console',
        name: tabRoute('console'),
        meta: { needs: 'container.exec' },
        component: () => import('../console/ConsoleTab.vue'),
      },
      { path: 'stats', name: tabRoute('stats'), component: () => import('./stats/StatsTab.vue') },
      { path: 'inspect', name: tabRoute('inspect'), component: () => import('./tree/InspectTab.vue') },
    ],
  },
];
