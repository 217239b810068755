import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AgentCrowd } from '../support/agent-crowd.ts';
import { launchBrowser, openWindow } from '../support/browser.ts';
import { startFleet, type TestFleet } from '../support/fleet.ts';
import { passes } from '../support/wait.ts';
import { root } from '../support/server-process.ts';
import { signIn } from '../support/sign-in.ts';

const shots = join(root, 'test/results/pages');
const paths = [
  '/overview',
  '/containers',
  '/hosts/host-1/containers/api',
  '/hosts',
  '/hosts/host-1',
  '/events',
  '/operations',
  '/access',
  '/settings',
];
const looks = [
  { name: 'light', width: 1440, height: 900, colorScheme: 'light', locale: 'en-GB' },
  { name: 'dark', width: 1440, height: 900, colorScheme: 'dark', locale: 'en-GB' },
  { name: 'phone', width: 390, height: 844, colorScheme: 'light', locale: 'en-GB' },
  { name: 'chinese-dark-phone', width: 390, height: 844, colorScheme: 'dark', locale: 'zh-CN' },
] as const;

describe('every page', () => {
  let fleet: TestFleet;
  let crowd: AgentCrowd;
  let browser: Browser;

  beforeAll(async () => {
    mkdirSync(shots, { recursive: true });
    fleet = await startFleet({ hosts: 1 });
    await fleet.hosts[0]!.engine.docker([
      'run',
      '-d',
      '--name',
      'api',
      '--label',
      'com.docker.compose.project=pay',
      '-p',
      '127.0.0.1::80',
      'longshore/web:1',
    ]);
    crowd = new AgentCrowd(fleet.server.url, 6, 40);
    await crowd.join((await fleet.admin.call('join-token.create', {}, { maxUses: 6 })).token);
    await passes(async () => expect((await fleet.admin.call('container.list', {}, { limit: 1 })).total).toBe(241));
    await fleet.admin.run('container.restart', { host: 'host-1', container: 'api' }, { timeout: 0 });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    crowd.close();
    await browser.close();
    await fleet.stop();
  });

  it.each(looks)(
    'is whole, without complaints and without serious axe findings: $name',
    async ({ name, width, height, colorScheme, locale }) => {
      const window = await openWindow(browser, { viewport: { width, height }, colorScheme, locale: 'en-GB', reducedMotion: 'reduce' });
      const { page } = window;
      await signIn(page, fleet.server.url);
      if (locale === 'zh-CN') {
        await page.evaluate(() => localStorage.setItem('longshore.language', 'zh'));
        await page.reload();
      }
      for (const path of paths) {
        await page.goto(`${fleet.server.url}${path}`);
        await page.getByRole('heading', { level: 1 }).first().waitFor();
        await page.waitForLoadState('networkidle');
        await page.screenshot({ path: join(shots, `${name}${path.replaceAll('/', '-')}.png`) });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(wide, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
        const { violations } = await new AxeBuilder({ page }).analyze();
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        expect(serious.map(({ id, nodes }) => `${path}: ${id}: ${nodes[0]?.html}`)).toEqual([]);
      }
      await window.close();
    },
  );
});
