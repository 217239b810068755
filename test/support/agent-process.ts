import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LoggedProcess } from './server-process.ts';

export interface AgentOptions {
  dir: string;
  /** Name of its host. */
  name: string;
  server: string;
  token: string;
  dockerHost: string;
  env?: Record<string, string>;
  /** The program, by default this build's. */
  file?: string;
}

/** A Longshore agent as a process of its own. */
export class AgentProcess extends LoggedProcess {
  readonly dataDir: string;

  constructor(options: AgentOptions) {
    const dataDir = join(options.dir, `agent-${options.name}`);
    mkdirSync(dataDir, { recursive: true });
    super(
      `agent ${options.name}`,
      [process.execPath, options.file ?? 'agent/dist/longshore-agent.mjs'],
      {
        LONGSHORE_SERVER: options.server,
        LONGSHORE_JOIN_TOKEN: options.token,
        LONGSHORE_AGENT_DATA: dataDir,
        LONGSHORE_HOST_NAME: options.name,
        DOCKER_HOST: options.dockerHost,
        ...options.env,
      },
      join(options.dir, `agent-${options.name}.log`),
    );
    this.dataDir = dataDir;
    this.start();
  }
}
