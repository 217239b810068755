import { isPart, numberOf, partAt, partsOf, textOf, textsOf, timeOf } from './document.ts';
import { commandLine } from './read-process.ts';

/** One run of a health check. */
export interface Probe {
  readonly start: string | undefined;
  /** Milliseconds; undefined while it runs. */
  readonly took: number | undefined;
  readonly exitCode: number;
  readonly output: string;
}

export interface HealthFacts {
  readonly status: string;
  /** How often in a row it failed. */
  readonly failing: number;
  readonly command: string;
  /** Seconds between two runs, and until one counts as failed; 0 is the engine's own choice. */
  readonly interval: number;
  readonly timeout: number;
  readonly retries: number;
  /** Newest first. */
  readonly probes: readonly Probe[];
}

const NANOSECONDS = 1e9;

/** `["CMD-SHELL", line]` and `["CMD", word, …]` as one would type them. */
function commandOf(test: readonly string[]): string {
  const [kind, ...words] = test;
  return kind === 'CMD-SHELL' ? words.join(' ') : commandLine(words);
}

/** Undefined for a container without a health check. */
export function readHealth(document: unknown): HealthFacts | undefined {
  const health = partAt(document, 'State').Health;
  if (!isPart(health)) return undefined;
  const check = partAt(document, 'Config', 'Healthcheck');
  const probes = partsOf(health.Log).map((probe): Probe => {
    const start = timeOf(probe.Start);
    const end = timeOf(probe.End);
    const took = start === undefined || end === undefined ? undefined : Date.parse(end) - Date.parse(start);
    return { start, took, exitCode: numberOf(probe.ExitCode), output: textOf(probe.Output) };
  });
  return {
    status: textOf(health.Status),
    failing: numberOf(health.FailingStreak),
    command: commandOf(textsOf(check.Test)),
    interval: numberOf(check.Interval) / NANOSECONDS,
    timeout: numberOf(check.Timeout) / NANOSECONDS,
    retries: numberOf(check.Retries),
    probes: probes.reverse(),
  };
}
