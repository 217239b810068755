import { nextTick } from 'vue';
import { describe, expect, it } from 'vitest';
import { showFleet } from '../testing/fleet-page.ts';
import { click, memoryRouter, the, withPage } from '../testing/mount.ts';
import LiveState from './LiveState.vue';

withPage();

describe('LiveState', () => {
  it('says that what is shown is so; when that ends, says so too, and tries again when asked', async () => {
    const router = memoryRouter();
    await router.push('/');
    const { fake, wrapper } = await showFleet(LiveState, { router, hosts: [], rows: {} });
    expect(wrapper.text()).toBe('Live');
    fake.drop('transport close');
    await nextTick();
    expect(wrapper.text()).toBe('Connection lost');
    expect(the('button').getAttribute('aria-description')).toMatch(/was so at \d\d:\d\d\. Trying again in \d+s/);
    const { tries } = fake;
    await click(the('button'));
    expect(fake.tries).toBe(tries + 1);
    expect(the('button').getAttribute('aria-description')).toBe('Trying again…');
    fake.accept();
    await nextTick();
    expect(wrapper.text()).toBe('Live');
  });
});
