import { createHash } from 'node:crypto';
import type { ContainerRow } from '@longshore/contract/containers';
import type { ContainerStats } from '@longshore/contract/stats';
import type { SceneHost, Service } from './services.ts';

const HOUR = 3600;
const MIB = 1024 ** 2;
/** Hours since most of it was deployed. */
const DEPLOYED = 52;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The mirror's row of a service. @param now seconds since the epoch */
export function sceneRow(host: SceneHost, service: Service, now: number): ContainerRow {
  const { stack, name, image, port, state = 'running', health, code, oomKilled, restarts = 0, hours = DEPLOYED } = service;
  const since = now - hours * HOUR;
  const ended = state === 'exited' || state === 'restarting';
  return {
    id: digest(`${host.name}/${name}`),
    name,
    image,
    imageId: `sha256:${digest(image)}`,
    command: 'docker-entrypoint.sh',
    created: Math.min(since, now - DEPLOYED * HOUR) - 5,
    state,
    restarts,
    ...(state === 'created' ? {} : { started: ended ? since - 40 : since }),
    ...(ended ? { exitCode: code ?? 0, finished: since } : {}),
    ...(health === undefined ? {} : { health }),
    ...(oomKilled === undefined ? {} : { oomKilled }),
    ports: port === undefined ? [] : [{ container: port[1], protocol: 'tcp', host: port[0], ip: '0.0.0.0' }],
    networks: [stack === '' ? 'bridge' : `${stack}_default`],
    labels: stack === '' ? {} : { 'com.docker.compose.project': stack, 'com.docker.compose.service': name },
    tty: false,
  };
}

/** What a service uses at a moment: around its usual, never the same twice. */
export function sceneStats(host: SceneHost, { name, cpu = 0, memory = 32 }: Service, at: number): ContainerStats {
  const seconds = at / 1000;
  const phase = name.length * 1.7;
  const wave = 1 + 0.22 * Math.sin(seconds / 3.1 + phase) + 0.12 * Math.sin(seconds * 1.3 + phase * 2);
  return {
    at,
    cpu: cpu * wave,
    memory: memory * MIB * (0.97 + 0.03 * wave),
    memoryLimit: memory > 700 && memory < 1000 ? 800 * MIB : host.memory * 1024 * MIB,
    networkIn: seconds * 40_000,
    networkOut: seconds * 25_000,
    blockRead: seconds * 4_000,
    blockWrite: seconds * 9_000,
    pids: 4 + name.length,
  };
}
