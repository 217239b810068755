import { afterAll, describe, it } from 'vitest';
import { startFleet } from '../support/fleet.ts';
import { root } from '../support/server-process.ts';
import { tempDirectory } from '../support/temp.ts';
import { benchConsoles } from './consoles.ts';
import { benchCrowd } from './crowds.ts';
import { benchLists } from './lists.ts';
import { benchLogs } from './logs.ts';
import { benchAgent, benchPages } from './pages.ts';
import { publish } from './report.ts';

/** Measures one part on a fleet of one host, started afresh so that no part warms another. */
const onFleet = (part: (fleet: Awaited<ReturnType<typeof startFleet>>) => Promise<void>) => async () => {
  const fleet = await startFleet({ hosts: 1 });
  try {
    await part(fleet);
  } finally {
    await fleet.stop();
  }
};

// Every figure is printed at the end, whatever it is: no figure fails anything.
describe('bench', () => {
  it('agent', onFleet(benchAgent));
  it('lists', onFleet(benchLists));
  it('consoles', onFleet(benchConsoles));
  it('logs', onFleet(benchLogs));
  it('pages', () => benchPages(tempDirectory('pages')));
  it('1,000 agents', () => benchCrowd(tempDirectory('crowd-1000'), { agents: 1000, containers: 50, goals: true }));
  it('5,000 agents', () => benchCrowd(tempDirectory('crowd-5000'), { agents: 5000, containers: 20, goals: false }));
  afterAll(() => publish(`${root}/bench-results.json`));
});
