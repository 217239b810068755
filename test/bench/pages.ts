import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { AgentCrowd } from '../support/agent-crowd.ts';
import { launchBrowser } from '../support/browser.ts';
import type { TestFleet } from '../support/fleet.ts';
import { ADMIN_PASSWORD, root, ServerProcess } from '../support/server-process.ts';
import { median, report } from './report.ts';

/** The agent at rest beside its engine. */
export async function benchAgent(fleet: TestFleet): Promise<void> {
  const { agent, engine } = fleet.hosts[0]!;
  for (let made = 0; made < 50; made += 1) await engine.api('POST', `/containers/create?name=rest-${made}`, { Image: 'longshore/web:1' });
  await agent.end();
  agent.start();
  await sleep(15_000);
  const before = agent.cpuSeconds;
  await sleep(30_000);
  report({
    what: 'agent RSS beside 50 containers',
    value: agent.memory / 1024 ** 2,
    unit: 'MiB',
    goal: { bound: '<=', value: 56 },
    beside: process.version,
  });
  report({ what: 'agent CPU at rest', value: ((agent.cpuSeconds - before) / 30) * 100, unit: '% of a core' });
}

/** Bytes of what the browser fetches before the list is there, as the server sends them. */
export async function benchPages(dir: string): Promise<void> {
  const server = await ServerProcess.start({ dir });
  const admin = await server.signIn();
  const crowd = new AgentCrowd(server.url, 20, 1000);
  await crowd.join((await admin.call('join-token.create', {}, { maxUses: 20 })).token);
  const browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${server.url}/`);
  await page.getByLabel('Username').fill('admin');
  await page.getByLabel('Password', { exact: true }).fill(ADMIN_PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));

  const painted: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    await page.goto('about:blank');
    const start = performance.now();
    await page.goto(`${server.url}/containers`, { waitUntil: 'commit' });
    await page.getByRole('row').nth(10).waitFor();
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    painted.push(performance.now() - start);
  }
  report({ what: 'first list painted with 20,000 rows', value: median(painted) / 1000, unit: 's', goal: { bound: '<=', value: 1.5 } });
  const sizes = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map((entry) => entry.name)
      .filter((name) => /\.(js|css)$/.test(new URL(name).pathname)),
  );
  const gzip = sizes.reduce((sum, name) => sum + gzipSync(readFileSync(join(root, 'web/dist', new URL(name).pathname))).length, 0);
  report({ what: 'scripts and styles of the first screen, gzip', value: gzip / 1000, unit: 'kB', goal: { bound: '<=', value: 250 } });
  const assets = join(root, 'web/dist/assets');
  const all = readdirSync(assets).filter((name) => /\.(js|css)$/.test(name));
  report({
    what: 'all scripts and styles, unzipped',
    value: all.reduce((sum, name) => sum + statSync(join(assets, name)).size, 0) / 1000,
    unit: 'kB',
  });
  await browser.close();
  crowd.close();
  await server.end();
}
