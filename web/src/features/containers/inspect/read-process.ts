import { numberOf, partAt, textOf, textsOf, timeOf } from './document.ts';

/** What a container runs, and how its last run went. */
export interface ProcessFacts {
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly workdir: string;
  readonly user: string;
  readonly hostname: string;
  /** On the host; 0 while nothing runs. */
  readonly pid: number;
  readonly tty: boolean;
  readonly stopSignal: string;
  /** Seconds; undefined when the image and the container leave it to the engine. */
  readonly stopTimeout: number | undefined;
  /** In the engine's words, when it could not be started or removed. */
  readonly error: string;
  readonly createdAt: string | undefined;
  readonly startedAt: string | undefined;
  readonly finishedAt: string | undefined;
}

export function readProcess(document: unknown): ProcessFacts {
  const config = partAt(document, 'Config');
  const state = partAt(document, 'State');
  return {
    entrypoint: textsOf(config.Entrypoint),
    command: textsOf(config.Cmd),
    workdir: textOf(config.WorkingDir),
    user: textOf(config.User),
    hostname: textOf(config.Hostname),
    pid: numberOf(state.Pid),
    tty: config.Tty === true,
    stopSignal: textOf(config.StopSignal),
    stopTimeout: typeof config.StopTimeout === 'number' ? config.StopTimeout : undefined,
    error: textOf(state.Error),
    createdAt: timeOf(partAt(document).Created),
    startedAt: timeOf(state.StartedAt),
    finishedAt: timeOf(state.FinishedAt),
  };
}

/** A command as one would type it: words with blanks or other marks are quoted. */
export const commandLine = (words: readonly string[]): string =>
  words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`)).join(' ');
