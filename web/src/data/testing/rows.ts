import type { ContainerRow } from '@longshore/contract/containers';
import type { Host } from '@longshore/contract/hosts';
import type { Operation } from '@longshore/contract/operations';
import type { FleetChange } from '@longshore/contract/sockets/browser';
import { COMPOSE_PROJECT, COMPOSE_SERVICE } from '@longshore/contract/compose-labels';
import { ContainerEntry } from '../fleet-entry.ts';

export const makeHost = (id: string, changes: Partial<Host> = {}): Host => ({
  id,
  name: id,
  description: '',
  tags: [],
  group: '',
  fingerprint: '',
  online: true,
  revoked: false,
  local: false,
  joinedAt: '2026-01-01T00:00:00Z',
  lastSeenAt: '2026-01-01T00:00:00Z',
  drift: 0,
  ...changes,
});

export const makeRow = (id: string, changes: Partial<ContainerRow> = {}): ContainerRow => ({
  id,
  name: id,
  image: 'nginx:1.27',
  imageId: 'sha256:1',
  command: 'nginx',
  created: 0,
  state: 'running',
  restarts: 0,
  ports: [],
  networks: ['bridge'],
  labels: {},
  tty: false,
  ...changes,
});

export const inStack = (project: string, service = 'web'): Pick<ContainerRow, 'labels'> => ({
  labels: { [COMPOSE_PROJECT]: project, [COMPOSE_SERVICE]: service },
});

export const makeEntry = (id: string, changes: Partial<ContainerRow> = {}, host = makeHost('h1')): ContainerEntry =>
  new ContainerEntry(host, makeRow(id, changes));

export const put = (host: string, row: ContainerRow): FleetChange => ({ op: 'put', host, row });
export const del = (host: string, id: string): FleetChange => ({ op: 'del', host, id });

/** Ann's stopping of a container, not begun yet. */
export const makeOperation = (id: string, changes: Partial<Operation> = {}): Operation => ({
  id,
  action: 'container.stop',
  host: 'h',
  hostName: 'h',
  target: { kind: 'container', id: 'c', name: 'c' },
  args: {},
  labels: {},
  user: { id: 'ann', name: 'ann' },
  state: 'pending',
  linkLost: false,
  cancelRequested: false,
  cancellable: true,
  progress: null,
  result: null,
  error: null,
  truth: null,
  createdAt: '2026-01-01T00:00:00Z',
  startedAt: null,
  endedAt: null,
  ...changes,
});
