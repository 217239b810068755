import { createHash } from 'node:crypto';
import type { ContainerRow } from '@longshore/contract/containers';

const states = ['running', 'running', 'running', 'running', 'running', 'running', 'exited', 'paused', 'restarting', 'created'] as const;
const images = ['nginx:1.27', 'acme/worker:9', 'postgres:18', 'redis:8', 'acme/app:41', 'grafana/grafana:12.1'];

/** Rows of a host as large and as varied as real ones, for measuring and for looking at: the same for the same host. */
export function fakeRows(host: string, count: number): ContainerRow[] {
  return Array.from({ length: count }, (_, index): ContainerRow => {
    const id = createHash('sha256').update(`${host}/${index}`).digest('hex');
    const state = states[index % states.length] ?? 'running';
    const project = `stack-${index % 7}`;
    return {
      id,
      name: `${project}-service-${index}`,
      image: images[index % images.length] ?? '',
      imageId: `sha256:${id.split('').reverse().join('')}`,
      command: 'docker-entrypoint.sh run --all',
      created: 1_750_000_000 + index,
      state,
      restarts: state === 'restarting' ? 14 : 0,
      started: 1_750_000_100 + index,
      ...(state === 'exited' ? { exitCode: index % 3, finished: 1_750_009_000 } : {}),
      ...(index % 4 === 0 ? { health: 'healthy' as const } : {}),
      ports: index % 2 === 0 ? [{ container: 80, protocol: 'tcp', host: 20_000 + (index % 10_000), ip: '0.0.0.0' }] : [],
      networks: [`${project}_default`],
      labels: {
        'com.docker.compose.project': project,
        'com.docker.compose.service': `service-${index}`,
        'com.docker.compose.config-hash': id,
        team: `team-${index % 5}`,
      },
      tty: false,
    };
  });
}
