import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { del, inStack, makeHost, makeOperation, makeRow, put } from '../../../data/testing/rows.ts';
import { showLanguage } from '../../../lib/i18n.ts';
import { listenToKeys } from '../../../lib/keys.ts';
import { click, the } from '../../../testing/mount.ts';
import { dismissNotice, shownNotices } from '../../../ui/notices.ts';
import { containerRoutes } from '../routes.ts';
import { frame, showFleet, withFleetPages } from '../../../testing/fleet-page.ts';
import ContainersPage from './ContainersPage.vue';

withFleetPages();
beforeAll(() => showLanguage('en'));
let stop: () => void;
beforeEach(() => {
  stop = listenToKeys(window);
  localStorage.clear();
  for (const side of ['offsetHeight', 'clientHeight'] as const) vi.spyOn(HTMLElement.prototype, side, 'get').mockReturnValue(640);
  for (const side of ['offsetWidth', 'clientWidth'] as const) vi.spyOn(HTMLElement.prototype, side, 'get').mockReturnValue(1200);
});
afterEach(() => {
  stop();
  vi.restoreAllMocks();
  for (const { id } of [...shownNotices]) dismissNotice(id);
});

const hosts = [makeHost('h1', { name: 'web-1' }), makeHost('h2', { name: 'db-1', online: false, lastSeenAt: '2026-01-01T14:02:00Z' })];
const rows = {
  h1: [
    makeRow('aaa', { name: 'api', ...inStack('pay') }),
    makeRow('bbb', { name: 'cron', state: 'exited', exitCode: 1 }),
    makeRow('ccc', { name: 'web', health: 'unhealthy' }),
  ],
  h2: [makeRow('ddd', { name: 'postgres' })],
};
const operation = makeOperation('o1', {
  host: 'h1',
  hostName: 'web-1',
  target: { kind: 'container', id: 'aaa', name: 'api' },
  state: 'running',
});

async function list(address = '/containers', { role = 'administrator', answers = {}, none = false } = {}) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [...containerRoutes, { path: '/hosts', name: 'hosts', component: {} }],
  });
  await router.push(address);
  const page = await showFleet(ContainersPage, { router, hosts: none ? [] : hosts, rows: none ? {} : rows, role, answers });
  await frame();
  return page;
}
const names = (): (string | undefined)[] =>
  [...document.querySelectorAll('[data-index]')].map((row) => row.querySelector('a')?.textContent.trim());
const rowOf = (name: string): HTMLElement => {
  const found = [...document.querySelectorAll<HTMLElement>('[data-index]')].find(
    (row) => row.querySelector('a')?.textContent.trim() === name,
  );
  if (found === undefined) throw new Error(`no row ${name}`);
  return found;
};
const buttons = (name: string): (string | null)[] =>
  [...rowOf(name).querySelectorAll('button[aria-label]')].map((button) => button.getAttribute('aria-label'));

describe('ContainersPage', () => {
  it('shows the fleet, with what one may do now, and since when a host is silent', async () => {
    await list();
    expect(names()).toEqual(['api', 'cron', 'postgres', 'web']);
    expect(buttons('api')).toEqual(['Stop', 'Restart', 'Console', 'Logs', 'More for api']);
    expect(buttons('cron')).toEqual(['Start', 'Logs', 'More for cron']);
    expect(buttons('postgres')).toEqual([]);
    expect(rowOf('postgres').textContent).toMatch(/as of .*:02/);
  });

  it('offers a viewer nothing that changes or types', async () => {
    await list('/containers', { role: 'viewer' });
    expect(buttons('api')).toEqual(['Logs', 'More for api']);
    expect(buttons('cron')).toEqual(['Logs', 'More for cron']);
  });

  it('counts states, and shows one of them when it is pressed', async () => {
    const { router } = await list('/containers?q=host:web-*');
    const counts = (): string[] => [...document.querySelectorAll('[role=group] button')].map((button) => button.textContent.trim());
    expect(counts()).toEqual(['running2running', 'unhealthy1unhealthy', 'exited1exited']);
    await click(the('[role=group] button:last-child'));
    await frame();
    expect(names()).toEqual(['cron']);
    await vi.waitFor(() => expect(router.currentRoute.value.query.q).toBe('host:web-* state:exited'));
    expect(counts()).toHaveLength(3);
  });

  it('follows its address', async () => {
    const { router } = await list('/containers?q=api&sort=-name');
    expect(names()).toEqual(['api']);
    await router.push('/containers?sort=-name');
    await frame();
    expect(names()).toEqual(['web', 'postgres', 'cron', 'api']);
    expect(the('[aria-sort=descending]').textContent).toContain('Name');
  });

  it('holds still while rows are selected, and says what changed meanwhile', async () => {
    const { fake } = await list();
    await click(rowOf('cron').querySelector<HTMLElement>('[data-select] input')!);
    fake.tell('fleet:changes', [put('h1', makeRow('zzz', { name: 'abacus' }))]);
    await frame();
    expect(names()).not.toContain('abacus');
    const footer = the('footer');
    expect(footer.textContent).toContain('1 selected');
    const apply = [...footer.querySelectorAll('button')].find((button) => button.textContent.includes('1 change, apply'));
    await click(apply!);
    await frame();
    expect(names()[0]).toBe('abacus');
    fake.tell('fleet:changes', [del('h1', 'bbb')]);
    await frame();
    expect(the('footer').textContent).not.toContain('selected');
  });

  it('shows in place what is done to a row, and tells why it failed in the words of the engine', async () => {
    const { fake, asked } = await list('/containers', { answers: { 'POST /hosts/h1/containers/aaa/stop': operation } });
    await click(rowOf('api').querySelector<HTMLElement>('button[aria-label=Stop]')!);
    await vi.waitFor(() => expect(asked).toContain('POST /hosts/h1/containers/aaa/stop'));
    await vi.waitFor(() => expect(rowOf('api').textContent).toContain('stopping'));
    expect(buttons('api')).toEqual(['Console', 'Logs', 'More for api']);
    fake.tell('operations:changed', [
      {
        ...operation,
        state: 'failed',
        error: { code: 'engine_error', message: 'device is busy', hint: 'Wait.' },
        endedAt: '2026-01-01T00:00:01Z',
      },
    ]);
    await vi.waitFor(() => expect(shownNotices).toHaveLength(1));
    expect(shownNotices[0]).toMatchObject({ kind: 'error', title: 'api on web-1 was not stopped', text: 'device is busy\nWait.' });
    expect(rowOf('api').textContent).not.toContain('stopping');
  });

  it('acts on the current row by keys', async () => {
    const { asked } = await list('/containers', {
      answers: { 'POST /hosts/h1/containers/aaa/restart': { ...operation, action: 'container.restart' } },
    });
    const press = (key: string): boolean => window.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    press('r');
    press('j');
    await frame();
    press('r');
    await vi.waitFor(() => expect(asked.filter((name) => name.startsWith('POST'))).toEqual(['POST /hosts/h1/containers/aaa/restart']));
  });

  it('says which term keeps everything away', async () => {
    const { router } = await list('/containers?q=state:dead api');
    const offers = [...document.querySelectorAll('[role=search] ~ *, button')].map((button) => button.textContent.trim());
    expect(offers).toContain('Without state:dead: 1');
    const drop = [...document.querySelectorAll('button')].find((button) => button.textContent.includes('Without state:dead'));
    await click(drop!);
    await frame();
    expect(names()).toEqual(['api']);
    await vi.waitFor(() => expect(router.currentRoute.value.query.q).toBe('api'));
  });

  it('leads to the first host where there is none', async () => {
    await list('/containers', { none: true });
    expect(document.body.textContent).toContain('No host has joined yet');
    expect(the('a[href="/hosts"]').textContent.trim()).toBe('Join a host');
  });

  it('says at its place what is wrong with the query of an address', async () => {
    await list('/containers?q=state:running stae:x');
    expect(the('[role=search] [role=alert]').textContent).toContain('There is no field "stae"');
  });
});
