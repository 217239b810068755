import { attemptLink, makeAgentKey } from '../support/scripted-agent.ts';
import { startFleet } from '../support/fleet.ts';
import type { RestClient } from '../support/rest-client.ts';
import { Scene } from '../support/scene/scene.ts';
import { eventually } from '../support/wait.ts';

/** A fleet that people have worked with for a while. */
export interface LivedIn {
  url: string;
  admin: RestClient;
  stop(): Promise<void>;
}

/**
 * The scene and one real engine beside it (`lab-1` with `api`), people, a team, an agent that was turned away, and operations that
 * succeeded, failed and go on.
 */
export async function startLivedIn(): Promise<LivedIn> {
  const fleet = await startFleet({ hosts: 1 });
  const { admin, server } = fleet;
  const labels = ['--label', 'com.docker.compose.project=lab', '--label', 'com.docker.compose.service=api'];
  const [host] = fleet.hosts;
  await host!.engine.docker(['run', '-d', '--name', 'api', ...labels, '-e', 'API_TOKEN=secret', '-p', '127.0.0.1::80', 'longshore/web:1']);
  await admin.call(
    'host.update',
    { host: 'host-1' },
    { name: 'lab-1', description: 'For trying things out', tags: ['lab'], group: 'office' },
  );
  const scene = await Scene.join(admin, server.url);
  await eventually(() => admin.call('container.inspect', { host: 'lab-1', container: 'api' }));

  await admin.run('container.restart', { host: 'lab-1', container: 'api' }, { timeout: 0 });
  await admin.run('container.restart', { host: 'fra-app-1', container: 'shop-web-1' });
  await admin.run('container.remove', { host: 'fra-app-2', container: 'pay-api-1' });
  await admin.call('container.stop', { host: 'fra-db-1', container: 'clickhouse' });

  const team = await admin.call('team.create', {}, { name: 'On call', bindings: [{ role: 'viewer', scope: { kind: 'everything' } }] });
  const people = [
    ['ann', [{ role: 'administrator', scope: { kind: 'everything' } }]],
    ['ben', [{ role: 'viewer', scope: { kind: 'group', group: 'frankfurt' } }]],
    ['chen', []],
  ] as const;
  for (const [username, bindings] of people)
    await admin.call('user.create', {}, { username, password: 'correct horse battery', bindings, teams: [team.id] });
  await turnAway(admin, server.url);
  return {
    url: server.url,
    admin,
    stop: () => {
      scene.close();
      return fleet.stop();
    },
  };
}

/** An agent comes with a join token that somebody made useless. */
async function turnAway(admin: RestClient, url: string): Promise<void> {
  const { id, token } = await admin.call('join-token.create', {}, { description: 'New York' });
  await admin.call('join-token.revoke', { token: id });
  const { socket } = await attemptLink(url, { key: makeAgentKey(), hostname: 'nyc-edge-1', token });
  socket.close();
}
