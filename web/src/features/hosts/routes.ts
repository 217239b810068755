import type { RouteRecordRaw } from 'vue-router';

export const hostRoutes: RouteRecordRaw[] = [
  { path: '/hosts', name: 'hosts', meta: { title: 'hosts.title', needs: 'host.list' }, component: () => import('./HostsPage.vue') },
  {
    path: '/hosts/:host',
    name: 'host',
    meta: { title: 'hosts.host', needs: 'host.get', place: 'hosts' },
    component: () => import('./HostPage.vue'),
  },
  {
    path: '/join-tokens',
    name: 'join-tokens',
    meta: { title: 'joinTokens.title', needs: 'join-token.list', place: 'hosts' },
    component: () => import('./JoinTokensPage.vue'),
  },
];
