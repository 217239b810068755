import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { startChild, type Child, type Exit } from './child.ts';
import { root } from './server-process.ts';
import { startTime } from './temp.ts';
import { eventually } from './wait.ts';

/** What a fresh checkout has not, below the root. */
const MADE = /^(data|test\/results)$|(^|\/)(\.git|node_modules|dist)$/;
const PROGRAMS = ['server', 'postgres', 'agent'] as const;
type Program = (typeof PROGRAMS)[number];

/** A copy of this checkout as `npm ci` leaves it: nothing is built yet. */
export function copyCheckout(target: string): void {
  mkdirSync(target);
  const filter = (path: string): boolean => !MADE.test(relative(root, path));
  cpSync(root, target, { recursive: true, filter });
  // Faster than node's, and keeps the links between the workspaces.
  for (const folder of ['.', 'agent', 'server', 'web'])
    execFileSync('/bin/sh', ['-c', '[ ! -d "$0" ] || cp -a "$0" "$1"', join(root, folder, 'node_modules'), join(target, folder)]);
}

/** `npm start` in a checkout, as a person at a terminal has it. */
export class NpmStart {
  readonly url: string;
  #child: Child | undefined;

  constructor(
    readonly checkout: string,
    /** Its data folder, which must not exist yet. */
    readonly dataDir: string,
    port: number,
    readonly env: Record<string, string>,
  ) {
    this.url = `http://127.0.0.1:${port}`;
    this.env = { LONGSHORE_DATA: dataDir, LONGSHORE_PORT: String(port), ...env };
  }

  /** Everything it printed so far, over all its starts. */
  get output(): string {
    return this.#child?.output() ?? '';
  }

  async spawn(): Promise<Child> {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...this.env };
    this.#child = await startChild({ command: 'npm', args: ['start'], cwd: this.checkout, env, log: `${this.dataDir}.log` });
    return this.#child;
  }

  /** Starts it and waits until it takes requests. @returns milliseconds that took */
  async start(timeoutMs = 30_000): Promise<number> {
    const spawned = performance.now();
    const child = await this.spawn();
    await eventually(
      async () => {
        if (child.exit() !== undefined) return true;
        return (await fetch(`${this.url}/readyz`)).ok;
      },
      { timeoutMs, everyMs: 20 },
    );
    if (child.exit() !== undefined) throw new Error(`npm start ended:\n${child.output().slice(-3000)}`);
    return performance.now() - spawned;
  }

  /** Ctrl-C: the terminal sends it to npm and everything that npm started in its group. Resolves when npm gives the terminal back. */
  async interrupt(): Promise<Exit> {
    if (this.#child === undefined) throw new Error('It was not started.');
    process.kill(-this.#child.pid, 'SIGINT');
    return this.#child.ended;
  }

  /** Numbers of the processes that run now, by the files they leave in the data folder. */
  running(): Partial<Record<Program, number>> {
    const named: Record<Program, () => number> = {
      server: () => (JSON.parse(this.#read('server.lock')) as { pid: number }).pid,
      postgres: () => parseInt(this.#read('postgres/postmaster.pid'), 10),
      agent: () => parseInt(this.#read('local-agent/agent.pid'), 10),
    };
    return Object.fromEntries(
      PROGRAMS.flatMap((program) => {
        const pid = attempt(named[program]);
        return pid !== undefined && startTime(pid) !== undefined ? [[program, pid]] : [];
      }),
    );
  }

  /** Ends whatever a test left running, at once. */
  async kill(): Promise<void> {
    for (const pid of Object.values(this.running())) process.kill(pid, 'SIGKILL');
    await eventually(() => Object.keys(this.running()).length === 0);
  }

  #read(name: string): string {
    return readFileSync(join(this.dataDir, name), 'utf8');
  }
}

/** Undefined when there is no such file. */
function attempt(read: () => number): number | undefined {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
