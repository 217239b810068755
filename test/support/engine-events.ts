import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Engine } from './engine.ts';

interface EngineEventLine {
  Action: string;
  Actor: { Attributes: Record<string, string> };
}

/** What an engine really did from now on, as its own event stream tells it to the docker CLI. */
export interface EventLog {
  /** How often the engine carried this verb out on a container, by our own calls' traces. */
  count(container: string, verb: 'kill' | 'stop' | 'start' | 'remove' | 'restart'): number;
  stop(): void;
}

export function followEvents(engine: Engine): EventLog {
  const seen: EngineEventLine[] = [];
  const child = spawn(
    '/usr/bin/docker',
    ['events', '--since', (Date.now() / 1000).toFixed(3), '--filter', 'type=container', '--format', '{{json .}}'],
    {
      env: engine.env,
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  createInterface({ input: child.stdout }).on('line', (line) => void seen.push(JSON.parse(line) as EngineEventLine));
  const trace: Record<Parameters<EventLog['count']>[1], (event: EngineEventLine) => boolean> = {
    // SIGUSR1: a kill that stops nothing, so that it can only come from a `kill` of ours.
    kill: ({ Action, Actor }) => Action === 'kill' && Actor.Attributes.signal === '10',
    stop: ({ Action }) => Action === 'stop',
    start: ({ Action }) => Action === 'start',
    remove: ({ Action }) => Action === 'destroy',
    restart: ({ Action }) => Action === 'restart',
  };
  return {
    count: (container, verb) => seen.filter((event) => event.Actor.Attributes.name === container && trace[verb](event)).length,
    stop: () => void child.kill(),
  };
}
