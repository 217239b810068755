import type { RouteRecordRaw } from 'vue-router';

export const dockRoutes: RouteRecordRaw[] = [
  {
    path: '/window/logs',
    name: 'logs-window',
    meta: { title: 'logs.title', needs: 'container.logs', bare: true },
    component: () => import('./DockWindow.vue'),
  },
  {
    path: '/window/console',
    name: 'console-window',
    meta: { title: 'console.title', needs: 'container.exec', bare: true },
    component: () => import('./DockWindow.vue'),
  },
];
