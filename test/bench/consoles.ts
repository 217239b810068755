import { setTimeout as sleep } from 'node:timers/promises';
import type { TestFleet } from '../support/fleet.ts';
import { StreamClient } from '../support/stream-client.ts';
import { passes } from '../support/wait.ts';
import { rawExec } from './raw-engine.ts';
import { median, percentile, report, times } from './report.ts';

const KEYS = 400;
/** A terminal that gives back each byte by itself, with no shell in between. */
const ECHO = ['sh', '-c', 'stty raw -echo; echo ready; exec cat'];

interface Terminal {
  write(key: Buffer): void;
  /** Calls back with each piece of output. */
  listen(heard: (bytes: Buffer) => void): void;
}

/** Milliseconds from each keystroke to its echo. */
async function echoes(terminal: Terminal, count: number): Promise<number[]> {
  let heard: () => void = () => undefined;
  terminal.listen(() => heard());
  const delays: number[] = [];
  for (let key = 0; key < count; key += 1) {
    const echo = new Promise<void>((resolve) => (heard = resolve));
    const typed = performance.now();
    terminal.write(Buffer.of(97 + (key % 26)));
    await echo;
    delays.push(performance.now() - typed);
    await sleep(2);
  }
  return delays;
}

/** How long a keystroke takes, alone and beside a bulk stream of the same host; and how long a stream takes to open. */
export async function benchConsoles(fleet: TestFleet): Promise<void> {
  const { engine, name } = fleet.hosts[0]!;
  await engine.docker(['run', '-d', '--name', 'echo', 'longshore/base:1', 'sleep', '100000']);
  await engine.docker([
    'run',
    '-d',
    '--name',
    'bulk',
    'longshore/base:1',
    'sh',
    '-c',
    "yes 'a line of a bulk log that fills the wire' | head -n 20000000; sleep 100000",
  ]);
  await passes(async () => {
    const { total } = await fleet.admin.call('container.list', {}, { q: 'name:echo,bulk' });
    if (total < 2) throw new Error('not yet');
  });
  const path = `/hosts/${name}/containers/echo/exec`;

  const socket = await rawExec(engine, 'echo', ECHO, true);
  await new Promise((resolve) => socket.once('data', resolve));
  const raw: Terminal = { write: (key) => void socket.write(key), listen: (heard) => void socket.on('data', heard) };

  const stream = await StreamClient.open(fleet.admin, path, { cmd: ECHO });
  await stream.until(() => stream.text.includes('ready'));
  const ours: Terminal = { write: (key) => stream.write(key), listen: (heard) => stream.onBytes(heard) };

  await echoes(raw, 50);
  await echoes(ours, 50);
  const alone = { raw: await echoes(raw, KEYS), ours: await echoes(ours, KEYS) };
  report({
    what: 'keystroke echo added over raw exec, p50',
    value: median(alone.ours) - median(alone.raw),
    unit: 'ms',
    goal: { bound: '<=', value: 1 },
    beside: `${median(alone.ours).toFixed(2)} ms against ${median(alone.raw).toFixed(2)} ms`,
  });

  const bulk = await StreamClient.open(fleet.admin, `/hosts/${name}/containers/bulk/logs`, { follow: 1 });
  bulk.onBytes(() => undefined);
  await sleep(500);
  const beside = await echoes(ours, KEYS);
  report({
    what: 'keystroke echo added beside a saturating bulk stream, p50',
    value: median(beside) - median(alone.raw),
    unit: 'ms',
    goal: { bound: '<=', value: 4 },
    beside: `p99 ${percentile(beside, 0.99).toFixed(1)} ms`,
  });
  bulk.close();
  stream.close();
  socket.destroy();

  const opening = async () => {
    const one = await StreamClient.open(fleet.admin, path, { cmd: ['true'], tty: 0 });
    await one.until(() => one.messages.length > 0);
    one.close();
  };
  const rawOpening = async () => {
    const one = await rawExec(engine, 'echo', ['true'], false);
    one.destroy();
  };
  await opening();
  const [open, rawOpen] = [await times(30, opening), await times(30, rawOpening)];
  report({ what: 'opening a console, p50', value: median(open), unit: 'ms', beside: `raw exec ${median(rawOpen).toFixed(1)} ms` });
  await engine.docker(['rm', '-f', 'echo', 'bulk']);
}
