import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { startChild, type Child } from './child.ts';
import type { Engine } from './engine.ts';

/** A shell on the machine that an engine stands for: with its host name, and its engine where an engine usually is. */
export class EngineShell {
  readonly #engine: Engine;
  readonly #dir: string;
  #lines = 0;

  /** @param dir where the outputs of its lines are kept */
  constructor(engine: Engine, dir: string) {
    this.#engine = engine;
    this.#dir = dir;
    // In the engine's own mount namespace: nobody else sees it, and it ends with the engine.
    const script = 'mount -t tmpfs tmpfs /run && touch /run/docker.sock && mount --bind "$1" /run/docker.sock';
    execFileSync('/usr/bin/nsenter', [...this.#enter(), '/bin/sh', '-c', script, 'sh', engine.socket]);
  }

  /** Starts a line as somebody pasted it. */
  run(line: string, env: Record<string, string> = {}): Promise<Child> {
    this.#lines += 1;
    return startChild({
      command: '/usr/bin/nsenter',
      args: [...this.#enter(), '/bin/sh', '-c', line],
      // The engine's own client before any other.
      env: { ...env, PATH: `/usr/sbin:/usr/bin:/sbin:/bin:${process.env.PATH ?? ''}`, HOME: this.#dir },
      log: join(this.#dir, `line-${this.#lines}.log`),
    });
  }

  #enter(): string[] {
    return [`--target=${this.#engine.pid}`, '--mount', '--uts', '--'];
  }
}
