import type { RouteRecordRaw } from 'vue-router';

export const eventRoutes: RouteRecordRaw[] = [
  { path: '/events', name: 'events', meta: { title: 'events.title', needs: 'event.list' }, component: () => import('./EventsPage.vue') },
];
