import { describe, expect, it } from 'vitest';
import { nextTick, ref } from 'vue';
import { Fleet, fleetKey } from '../../../data/fleet.ts';
import { del, makeHost, makeRow, put } from '../../../data/testing/rows.ts';
import { withSetup } from '../../../data/testing/with-setup.ts';
import { usePageContainer } from './usePageContainer.ts';

function page(hostName: string, text: string) {
  const fleet = new Fleet();
  const host = ref(hostName);
  const id = ref(text);
  fleet.begin([makeHost('h1', { name: 'web-1' }), makeHost('h2', { name: 'web-2' })], 0);
  fleet.add([
    { host: 'h1', rows: [makeRow('abc123', { name: 'api' }), makeRow('abd999', { name: 'db' })] },
    { host: 'h2', rows: [makeRow('fff', { name: 'api' })] },
  ]);
  fleet.complete();
  const { result } = withSetup([[fleetKey, fleet]], () =>
    usePageContainer(
      () => host.value,
      () => id.value,
    ),
  );
  const drawn = async (): Promise<void> => {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await nextTick();
  };
  return { fleet, host, id, drawn, ...result };
}

describe('usePageContainer', () => {
  it.each([
    ['web-1', 'abc123', 'h1/abc123'],
    ['h1', 'abc123', 'h1/abc123'],
    ['web-1', 'api', 'h1/abc123'],
    ['web-2', 'api', 'h2/fff'],
    ['web-1', 'abd', 'h1/abd999'],
    ['web-1', 'ab', undefined],
    ['web-1', 'fff', undefined],
    ['nowhere', 'api', undefined],
  ])('finds on %s what %s names', (host, text, key) => {
    expect(page(host, text).entry.value?.key).toBe(key);
  });

  it('follows one that is renamed, and whose host is', async () => {
    const { fleet, entry, drawn } = page('web-1', 'api');
    fleet.apply([put('h1', makeRow('abc123', { name: 'old' })), { op: 'host', host: makeHost('h1', { name: 'edge' }) }]);
    await drawn();
    expect([entry.value?.name, entry.value?.hostName]).toEqual(['old', 'edge']);
  });

  it('keeps one that went, and knows the one that took its name', async () => {
    const { fleet, entry, gone, successor, drawn } = page('web-1', 'api');
    expect(gone.value).toBe(false);
    fleet.apply([del('h1', 'abc123')]);
    await drawn();
    expect([entry.value?.name, gone.value, successor.value]).toEqual(['api', true, undefined]);
    fleet.apply([put('h1', makeRow('eee', { name: 'api' }))]);
    await drawn();
    expect(successor.value?.key).toBe('h1/eee');
  });

  it('looks again when the address changes', async () => {
    const { host, entry, gone, fleet, drawn } = page('web-1', 'api');
    fleet.apply([del('h1', 'abc123')]);
    await drawn();
    host.value = 'web-2';
    expect([entry.value?.key, gone.value]).toEqual(['h2/fff', false]);
  });
});
