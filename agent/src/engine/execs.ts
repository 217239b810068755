import type { Socket } from 'node:net';
import { compareVersions } from './version.ts';
import type { EngineClient } from './client.ts';
import { CreatedExec, ExecDocument } from './documents.ts';

export interface ExecSpec {
  cmd: readonly string[];
  tty: boolean;
  stdin: boolean;
  user?: string | undefined;
  workdir?: string | undefined;
  env?: readonly string[];
}

/** API from which the size of a terminal can be given when the command is started. */
const CONSOLE_SIZE_API = '1.42';

/** Further commands in running containers. */
export class EngineExecs {
  readonly #engine: EngineClient;

  constructor(engine: EngineClient) {
    this.#engine = engine;
  }

  /** Prepares a command; gives its id. */
  async create(container: string, spec: ExecSpec): Promise<string> {
    const { Id } = await this.#engine.create(CreatedExec, `/containers/${encodeURIComponent(container)}/exec`, {
      body: {
        AttachStdin: spec.stdin,
        AttachStdout: true,
        AttachStderr: true,
        Tty: spec.tty,
        Cmd: spec.cmd,
        User: spec.user ?? '',
        WorkingDir: spec.workdir ?? '',
        Env: spec.env ?? [],
      },
    });
    return Id;
  }

  /** Starts it with its terminal or pipes. */
  async start(exec: string, tty: boolean, size?: { cols: number; rows: number }): Promise<Socket> {
    const sized = tty && size !== undefined && compareVersions(await this.#engine.api(), CONSOLE_SIZE_API) >= 0;
    return this.#engine.hijack(`/exec/${exec}/start`, {
      body: { Detach: false, Tty: tty, ...(sized ? { ConsoleSize: [size.rows, size.cols] } : {}) },
    });
  }

  resize(exec: string, size: { cols: number; rows: number }): Promise<void> {
    return this.#engine.change('POST', `/exec/${exec}/resize`, { query: { h: size.rows, w: size.cols } });
  }

  /** Null while it runs, or when the engine does not say. */
  async exitCode(exec: string): Promise<number | null> {
    const { Running, ExitCode } = await this.#engine.get(ExecDocument, `/exec/${exec}/json`);
    return Running ? null : (ExitCode ?? null);
  }
}
