import { spawn } from 'node:child_process';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { keepSmall } from '../log/keep-small.ts';
import { isAlive } from '../processes/alive.ts';
import { startedAt } from '../processes/started-at.ts';

/** Milliseconds that an agent may take to end when it is asked to. */
const END_TIMEOUT = 5000;
/** Milliseconds between looks at a process that is not our child. */
const LOOK = 500;

/** The agent of this machine, running: our child, or one that a killed server left behind. */
export class AgentProcess {
  #asked = false;

  private constructor(
    readonly pid: number,
    /** Settles when it has ended. */
    readonly ended: Promise<void>,
  ) {}

  /** Was it us who ended it? */
  get asked(): boolean {
    return this.#asked;
  }

  /** The one that holds the data folder: the agent writes its number and start time into `agent.pid`. */
  static async find(folder: string): Promise<AgentProcess | undefined> {
    const [pid = '', start = ''] = (await readFile(join(folder, 'agent.pid'), 'utf8').catch(() => '')).trim().split(' ');
    if (!/^\d+$/.test(pid) || start === '' || (await startedAt(Number(pid))) !== start) return undefined;
    return new AgentProcess(Number(pid), gone(Number(pid)));
  }

  /**
   * Starts one in a session of its own: it outlives this process when that is killed, and a Ctrl-C in the terminal is not for it.
   * Its output goes to a file, since a pipe would end with us.
   */
  static async start(file: string, env: NodeJS.ProcessEnv, logFile: string): Promise<AgentProcess> {
    await mkdir(join(logFile, '..'), { recursive: true });
    await keepSmall(logFile);
    const log = await open(logFile, 'a', 0o600);
    try {
      const child = spawn(process.execPath, [file], { env, detached: true, stdio: ['ignore', log.fd, log.fd], cwd: '/' });
      const ended = new Promise<void>((resolve) => {
        child.once('exit', () => resolve());
        child.once('error', () => resolve());
      });
      child.unref();
      // Without a number it never ran, and `ended` says so.
      return new AgentProcess(child.pid ?? 0, ended);
    } finally {
      await log.close();
    }
  }

  async end(): Promise<void> {
    this.#asked = true;
    if (this.pid === 0 || !isAlive(this.pid)) return;
    process.kill(this.pid, 'SIGTERM');
    await Promise.race([this.ended, delay(END_TIMEOUT)]);
    if (isAlive(this.pid)) process.kill(this.pid, 'SIGKILL');
  }
}

async function gone(pid: number): Promise<void> {
  while (isAlive(pid)) await delay(LOOK, undefined, { ref: false });
}
