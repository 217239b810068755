import type { EngineAddress } from './address.ts';
import { EngineClient } from './client.ts';
import { EngineContainers } from './containers.ts';
import { EngineExecs } from './execs.ts';

/** The engine of this host, and what it can do. */
export class Engine {
  readonly client: EngineClient;
  readonly containers: EngineContainers;
  readonly execs: EngineExecs;

  constructor(address: EngineAddress) {
    this.client = new EngineClient(address);
    this.containers = new EngineContainers(this.client);
    this.execs = new EngineExecs(this.client);
  }
}
