import type { RestClient } from '../rest-client.ts';
import { passes } from '../wait.ts';
import { SceneAgent } from './scene-agent.ts';
import { sceneHosts } from './services.ts';

/** The agents of the scene, joined and in view, with the groups and tags of their hosts. */
export class Scene {
  readonly #agents: SceneAgent[];

  private constructor(agents: SceneAgent[]) {
    this.#agents = agents;
  }

  static async join(admin: RestClient, url: string): Promise<Scene> {
    const agents = sceneHosts.map((host) => new SceneAgent(host));
    const { token } = await admin.call('join-token.create', {}, { description: 'Autumn racks', maxUses: agents.length + 2 });
    await Promise.all(agents.map((agent) => agent.join(token, url)));
    for (const { name, group, tags, description } of sceneHosts)
      await admin.call('host.update', { host: name }, { group, tags, description });
    const total = sceneHosts.reduce((sum, { services }) => sum + services.length, 0);
    const hosts = sceneHosts.map(({ name }) => `host:${name}`).join(',');
    await passes(async () => {
      const list = await admin.call('container.list', {}, { q: hosts.replaceAll(',host:', ','), limit: 1 });
      if (list.total !== total) throw new Error(`${list.total} of ${total} containers`);
    });
    return new Scene(agents);
  }

  close(): void {
    for (const agent of this.#agents) agent.close();
  }
}
