import { UnsupportedError } from '@longshore/contract/errors';
import type { EngineExecs } from '../engine/execs.ts';
import { eventually } from './console.ts';

/** The best first. */
const SHELLS = ['bash', 'ash', 'sh'] as const;
/** Prints the best shell there is. */
const SEARCH = SHELLS.map((shell) => `command -v ${shell}`).join(' || ');
const REMEMBERED = 500;
/** Bytes a search may print, and milliseconds it may take: what a container calls `sh` need not be a shell. */
const MAX_OUTPUT = 64 * 1024;
const PATIENCE_MS = 10_000;

/** Finds the shell to open in a container, and remembers it. */
export class ShellFinder {
  readonly #execs: EngineExecs;
  readonly #found = new Map<string, string>();

  constructor(execs: EngineExecs) {
    this.#execs = execs;
  }

  /** The path or name of the best shell. @throws UnsupportedError when the container has none, CodedError when it does not run */
  async find(container: string, user: string | undefined): Promise<string> {
    const known = this.#found.get(container);
    if (known !== undefined) return known;
    const shell = await this.#search(container, user);
    const [oldest] = this.#found.keys();
    if (this.#found.size >= REMEMBERED && oldest !== undefined) this.#found.delete(oldest);
    this.#found.set(container, shell);
    return shell;
  }

  async #search(container: string, user: string | undefined): Promise<string> {
    // One command finds the best where there is any POSIX shell; a container may have bash and nothing else.
    const listed = await this.#run(container, ['sh', '-c', SEARCH], user);
    const best = listed.output.trim().split('\n')[0]?.trim() ?? '';
    if (listed.code === 0 && best !== '') return best;
    for (const shell of SHELLS) if ((await this.#run(container, [shell, '-c', 'exit 0'], user)).code === 0) return shell;
    throw new UnsupportedError('There is no shell in this container.', 'Give a command that its image holds instead.');
  }

  async #run(container: string, cmd: string[], user: string | undefined): Promise<{ code: number | null; output: string }> {
    const exec = await this.#execs.create(container, { cmd, tty: true, stdin: false, user });
    const socket = await this.#execs.start(exec, true);
    const chunks: Buffer[] = [];
    let bytes = 0;
    socket.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_OUTPUT) socket.destroy();
      else chunks.push(chunk);
    });
    const timer = setTimeout(() => socket.destroy(), PATIENCE_MS);
    // A probe whose connection breaks found nothing.
    socket.on('error', () => socket.destroy());
    socket.end();
    await new Promise<void>((resolve) => socket.once('close', () => resolve()));
    clearTimeout(timer);
    return { code: await eventually(() => this.#execs.exitCode(exec)), output: Buffer.concat(chunks).toString('utf8') };
  }
}
