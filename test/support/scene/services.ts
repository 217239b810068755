import type { ContainerState, HealthState } from '@longshore/contract/states';

/** A container of the scene, as short as it can be told. */
export interface Service {
  stack: string;
  name: string;
  image: string;
  /** Published port and the port within. */
  port?: readonly [host: number, container: number];
  state?: ContainerState;
  health?: HealthState;
  /** Of the last run, when it ended. */
  code?: number;
  oomKilled?: boolean;
  restarts?: number;
  /** Hours since the state began. */
  hours?: number;
  /** What it uses: percent of a core and MiB. */
  cpu?: number;
  memory?: number;
}

const monitor = (cpu: number): Service[] => [
  { stack: 'monitoring', name: 'node-exporter', image: 'prom/node-exporter:v1.9.1', cpu: 0.4, memory: 19 },
  { stack: 'monitoring', name: 'cadvisor', image: 'gcr.io/cadvisor/cadvisor:v0.52.1', health: 'healthy', cpu, memory: 92 },
  { stack: 'monitoring', name: 'promtail', image: 'grafana/promtail:3.5.1', cpu: 0.9, memory: 61 },
];

const edge: Service[] = [
  { stack: 'edge', name: 'traefik', image: 'traefik:v3.4', port: [443, 443], health: 'healthy', cpu: 7.8, memory: 118, hours: 410 },
  { stack: 'edge', name: 'oauth2-proxy', image: 'quay.io/oauth2-proxy/oauth2-proxy:v7.9.0', cpu: 0.3, memory: 24, hours: 410 },
  { stack: 'edge', name: 'crowdsec', image: 'crowdsecurity/crowdsec:v1.6.9', health: 'healthy', cpu: 2.1, memory: 164, hours: 410 },
  { stack: 'edge', name: 'certbot', image: 'certbot/certbot:v4.1.1', state: 'exited', code: 0, hours: 6 },
  ...monitor(3.2),
];

const shop: Service[] = [
  {
    stack: 'shop',
    name: 'shop-web-1',
    image: 'ghcr.io/acme/shop-web:2.18.3',
    port: [8080, 3000],
    health: 'healthy',
    cpu: 12.4,
    memory: 231,
  },
  {
    stack: 'shop',
    name: 'shop-web-2',
    image: 'ghcr.io/acme/shop-web:2.18.3',
    port: [8081, 3000],
    health: 'healthy',
    cpu: 11.9,
    memory: 228,
  },
  {
    stack: 'shop',
    name: 'shop-api-1',
    image: 'ghcr.io/acme/shop-api:5.4.0',
    port: [9000, 8000],
    health: 'healthy',
    cpu: 34.6,
    memory: 412,
  },
  {
    stack: 'shop',
    name: 'shop-api-2',
    image: 'ghcr.io/acme/shop-api:5.4.0',
    port: [9001, 8000],
    health: 'unhealthy',
    cpu: 96.1,
    memory: 790,
  },
  { stack: 'shop', name: 'shop-worker-1', image: 'ghcr.io/acme/shop-api:5.4.0', cpu: 21.3, memory: 305 },
  { stack: 'shop', name: 'shop-worker-2', image: 'ghcr.io/acme/shop-api:5.4.0', state: 'restarting', code: 1, restarts: 14, hours: 0.02 },
  { stack: 'shop', name: 'shop-migrate', image: 'ghcr.io/acme/shop-api:5.4.0', state: 'exited', code: 0, hours: 9 },
  { stack: 'shop', name: 'shop-redis', image: 'redis:8.0-alpine', health: 'healthy', cpu: 1.8, memory: 44, hours: 700 },
  ...monitor(4.4),
];

const pay: Service[] = [
  { stack: 'pay', name: 'pay-api-1', image: 'ghcr.io/acme/pay:1.9.2', port: [9100, 8443], health: 'healthy', cpu: 8.2, memory: 356 },
  { stack: 'pay', name: 'pay-api-2', image: 'ghcr.io/acme/pay:1.9.2', port: [9101, 8443], health: 'healthy', cpu: 7.7, memory: 349 },
  { stack: 'pay', name: 'pay-ledger', image: 'ghcr.io/acme/pay-ledger:1.9.0', health: 'starting', cpu: 55.2, memory: 610, hours: 0.01 },
  { stack: 'pay', name: 'pay-export', image: 'ghcr.io/acme/pay:1.9.2', state: 'exited', code: 137, oomKilled: true, hours: 2 },
  { stack: 'mail', name: 'mail-relay', image: 'boky/postfix:v4.4.0', port: [25, 587], cpu: 0.2, memory: 31, hours: 1900 },
  ...monitor(2.9),
];

const data: Service[] = [
  { stack: 'data', name: 'postgres', image: 'postgres:18.1', port: [5432, 5432], health: 'healthy', cpu: 41.7, memory: 3_920, hours: 1240 },
  { stack: 'data', name: 'pgbouncer', image: 'edoburu/pgbouncer:v1.24.1', port: [6432, 5432], cpu: 3.1, memory: 14, hours: 1240 },
  {
    stack: 'data',
    name: 'pg-backup',
    image: 'prodrigestivill/postgres-backup-local:17',
    health: 'healthy',
    cpu: 0,
    memory: 22,
    hours: 1240,
  },
  {
    stack: 'data',
    name: 'minio',
    image: 'quay.io/minio/minio:2025-06-13',
    port: [9002, 9000],
    health: 'healthy',
    cpu: 5.9,
    memory: 702,
    hours: 520,
  },
  {
    stack: 'data',
    name: 'clickhouse',
    image: 'clickhouse/clickhouse-server:25.6',
    port: [8123, 8123],
    cpu: 27.4,
    memory: 5_140,
    hours: 88,
  },
  ...monitor(2.2),
];

const observe: Service[] = [
  { stack: 'observe', name: 'grafana', image: 'grafana/grafana:12.1.0', port: [3000, 3000], cpu: 1.4, memory: 143, hours: 330 },
  { stack: 'observe', name: 'prometheus', image: 'prom/prometheus:v3.4.2', port: [9090, 9090], cpu: 18.8, memory: 1_210, hours: 330 },
  { stack: 'observe', name: 'alertmanager', image: 'prom/alertmanager:v0.28.1', port: [9093, 9093], cpu: 0.2, memory: 27, hours: 330 },
  { stack: 'observe', name: 'loki', image: 'grafana/loki:3.5.1', port: [3100, 3100], cpu: 9.3, memory: 640, hours: 330 },
  { stack: 'gitea', name: 'gitea', image: 'gitea/gitea:1.24.2', port: [3001, 3000], health: 'healthy', cpu: 2.6, memory: 262, hours: 96 },
  { stack: 'gitea', name: 'act-runner', image: 'gitea/act_runner:0.2.12', state: 'paused', cpu: 0, memory: 48, hours: 30 },
  { stack: '', name: 'inspiring_hopper', image: 'alpine:3.22', state: 'exited', code: 1, hours: 4 },
  { stack: '', name: 'tmp-restore', image: 'postgres:18.1', state: 'created', hours: 4 },
];

/** A host of the scene; one that is away joined once and was not heard of since. */
export interface SceneHost {
  name: string;
  group: string;
  tags: string[];
  description: string;
  cpus: number;
  /** GiB. */
  memory: number;
  away?: boolean;
  services: readonly Service[];
}

/** The fleet of a small company: what a screenshot shows, and what tests of pages look at. */
export const sceneHosts: readonly SceneHost[] = [
  { name: 'fra-edge-1', group: 'frankfurt', tags: ['edge', 'prod'], description: 'TLS and routing', cpus: 4, memory: 8, services: edge },
  { name: 'fra-app-1', group: 'frankfurt', tags: ['app', 'prod'], description: 'The shop', cpus: 16, memory: 64, services: shop },
  { name: 'fra-app-2', group: 'frankfurt', tags: ['app', 'prod'], description: 'Payments', cpus: 16, memory: 64, services: pay },
  { name: 'fra-db-1', group: 'frankfurt', tags: ['db', 'prod'], description: 'Databases', cpus: 32, memory: 256, services: data },
  { name: 'ams-ops-1', group: 'amsterdam', tags: ['ops'], description: 'Metrics, git', cpus: 8, memory: 32, services: observe },
  {
    name: 'ams-stage-1',
    group: 'amsterdam',
    tags: ['staging'],
    description: '',
    cpus: 8,
    memory: 32,
    away: true,
    services: shop.slice(0, 5),
  },
];
