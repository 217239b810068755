import type { TestFleet } from '../support/fleet.ts';
import { LiveClient } from '../support/live-client.ts';
import { passes } from '../support/wait.ts';
import { median, percentile, report, times } from './report.ts';

const CONTAINERS = 1000;
const RENAMES = 200;

/** A list of 1,000 containers beside the engine's own, and how soon a browser sees what an engine did. */
export async function benchLists(fleet: TestFleet): Promise<void> {
  const { engine, id } = fleet.hosts[0]!;
  for (let made = 0; made < CONTAINERS; made += 1) {
    await engine.api('POST', `/containers/create?name=row-${made}`, { Image: 'longshore/web:1', Labels: { team: `t${made % 20}` } });
  }
  await passes(
    async () => {
      const { total } = await fleet.admin.call('container.list', {}, { limit: 1 });
      if (total < CONTAINERS) throw new Error(`${total} rows`);
    },
    { timeoutMs: 120_000 },
  );
  const ours: number[] = [];
  const raw: number[] = [];
  for (let round = 0; round < 15; round += 1) {
    raw.push(...(await times(1, () => engine.api('GET', '/containers/json?all=1'))));
    ours.push(...(await times(1, () => fleet.admin.request('GET', '/containers?limit=1000'))));
  }
  report({
    what: 'list of 1,000 containers, against GET /containers/json',
    value: median(ours) / median(raw),
    unit: '×',
    goal: { bound: '<=', value: 0.1 },
    beside: `${median(ours).toFixed(1)} ms against ${median(raw).toFixed(0)} ms`,
  });

  const browser = await LiveClient.open(fleet.admin);
  const row = browser.rowsOf(id)[0]!;
  const delays: number[] = [];
  for (let round = 0; round < RENAMES; round += 1) {
    const name = `renamed-${round}`;
    const done = new Promise<number>((resolve) => {
      const seen = (changes: Parameters<Parameters<typeof browser.socket.on<'fleet:changes'>>[1]>[0]) => {
        if (!changes.some((change) => change.op === 'put' && change.row.name === name)) return;
        browser.socket.off('fleet:changes', seen);
        resolve(performance.now());
      };
      browser.socket.on('fleet:changes', seen);
    });
    await engine.api('POST', `/containers/${row.id}/rename?name=${name}`);
    const happened = performance.now();
    delays.push((await done) - happened);
  }
  browser.close();
  report({ what: 'engine event to browser row, p50', value: median(delays), unit: 'ms', goal: { bound: '<=', value: 50 } });
  report({ what: 'engine event to browser row, p99', value: percentile(delays, 0.99), unit: 'ms' });
  const ids = (await engine.docker(['ps', '-aq'])).split('\n').filter(Boolean);
  await engine.docker(['rm', '-f', ...ids]);
}
