import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import type { Engine } from './engine.ts';

/** Debian's, which reads the oldest format that docker-compose.yml must keep to. */
const COMPOSE = '/usr/bin/docker-compose';
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

/** What the tests add to docker-compose.yml: builds use the network of this machine, since that of a test's engine leads nowhere. */
const OVERRIDE = { services: { server: { build: { network: 'host' } }, agent: { build: { network: 'host' } } } };

/** docker-compose.yml of the checkout, as a project on one engine. */
export class ComposeProject {
  readonly #files: string[];
  readonly #env: NodeJS.ProcessEnv;

  /** @param settings what an operator would write into .env */
  constructor(
    readonly name: string,
    { engine, dir, settings }: { engine: Engine; dir: string; settings: Record<string, string> },
  ) {
    const override = join(dir, 'override.json');
    // JSON is YAML.
    writeFileSync(override, JSON.stringify(OVERRIDE));
    this.#files = [join(ROOT, 'docker-compose.yml'), override].flatMap((file) => ['--file', file]);
    this.#env = { ...engine.env, ...settings };
  }

  /** Runs one command of docker-compose; returns its stdout. @throws Error with what it wrote to stderr when it fails */
  async run(...args: string[]): Promise<string> {
    const all = [...this.#files, '--project-name', this.name, '--no-ansi', ...args];
    return (await run(COMPOSE, all, { cwd: ROOT, env: this.#env, maxBuffer: 64 * 1024 * 1024 })).stdout;
  }

  /** What one service wrote to its outputs. */
  logs(service: string): Promise<string> {
    return this.run('logs', '--no-color', service);
  }

  /** Id of the container of a service. */
  async container(service: string): Promise<string> {
    return (await this.run('ps', '--quiet', service)).trim();
  }
}
