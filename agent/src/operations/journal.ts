import { mkdir, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { OperationOrder, OperationOutcome } from '@longshore/contract/operations';
import * as z from 'zod';
import { readIfThere, removeFile, writeDurably } from '../files.ts';
import type { Log } from '../log.ts';

/** What the agent knows of an operation, as it is on the disk. */
export const JournalEntry = z.discriminatedUnion('state', [
  /** Taken, and not begun: nothing was changed. */
  z.object({ state: z.literal('accepted'), order: OperationOrder }),
  z.object({ state: z.literal('running'), order: OperationOrder, startedAt: z.number() }),
  /** Kept until the server has the outcome. */
  z.object({ state: z.literal('ended'), order: OperationOrder, outcome: OperationOutcome }),
]);
export type JournalEntry = z.infer<typeof JournalEntry>;

/** Acknowledged operations are remembered so long, in milliseconds, should their order come once more. */
const REMEMBERED_MS = 24 * 3_600_000;

/**
 * One file for each operation in `<data>/operations`, written before anything is done. What the server acknowledged moves to
 * `acknowledged` below it, so that the same order never runs a second time.
 */
export class Journal {
  readonly #folder: string;
  readonly #log: Log;

  constructor(dataDir: string, log: Log) {
    this.#folder = join(dataDir, 'operations');
    this.#log = log;
  }

  /** What was not acknowledged when the agent last ended. */
  async load(): Promise<JournalEntry[]> {
    await mkdir(join(this.#folder, 'acknowledged'), { recursive: true, mode: 0o700 });
    await this.#forgetOld();
    const found = await readdir(this.#folder);
    // Drafts of writes that a crash broke off.
    await Promise.all(found.filter((name) => name.endsWith('.tmp')).map((name) => removeFile(join(this.#folder, name))));
    const names = found.filter((name) => name.endsWith('.json'));
    const entries = await Promise.all(names.map((name) => this.#read(join(this.#folder, name))));
    return entries.filter((entry) => entry !== undefined);
  }

  write(entry: JournalEntry): Promise<void> {
    return writeDurably(this.#path(entry.order.id), `${JSON.stringify(entry)}\n`);
  }

  /** It was never taken, after all. */
  drop(id: string): Promise<void> {
    return removeFile(this.#path(id));
  }

  /** The server has the outcome. */
  async acknowledge(id: string): Promise<void> {
    await rename(this.#path(id), this.#acknowledged(id));
  }

  /** An operation that was acknowledged lately. */
  recall(id: string): Promise<JournalEntry | undefined> {
    return this.#read(this.#acknowledged(id));
  }

  #path(id: string): string {
    return join(this.#folder, `${id}.json`);
  }

  #acknowledged(id: string): string {
    return join(this.#folder, 'acknowledged', `${id}.json`);
  }

  async #read(path: string): Promise<JournalEntry | undefined> {
    const text = await readIfThere(path);
    if (text === undefined) return undefined;
    try {
      return JournalEntry.parse(JSON.parse(text));
    } catch (error) {
      // Files are written whole: this one was changed by somebody else. It must not keep the agent from starting.
      this.#log.error({ err: error, path }, 'an entry of the journal cannot be read; it is set aside');
      await rename(path, `${path}.broken`);
      return undefined;
    }
  }

  async #forgetOld(): Promise<void> {
    const folder = join(this.#folder, 'acknowledged');
    for (const name of await readdir(folder)) {
      const path = join(folder, name);
      if (Date.now() - (await stat(path)).mtimeMs > REMEMBERED_MS) await removeFile(path);
    }
  }
}
