import { flushPromises } from '@vue/test-utils';
import { effectScope, h, nextTick } from 'vue';
import { RouterView } from 'vue-router';
import { describe, expect, it } from 'vitest';
import { memoryRouter, show, the, withPage } from '../testing/mount.ts';
import { showLanguage } from './i18n.ts';
import { followFocus, followTitle, usePageTitle } from './page.ts';

withPage();

const Page = { render: () => h('h1', { tabindex: -1 }, 'Page') };
const router = (): ReturnType<typeof memoryRouter> =>
  memoryRouter([
    { path: '/hosts', meta: { title: 'navigation.hosts' }, component: Page },
    {
      path: '/containers/:id',
      meta: { title: 'navigation.containers' },
      component: { render: () => [h(Page), h('button', { type: 'button' }), h(RouterView)] },
      children: [{ path: 'logs', component: { render: () => 'logs' } }],
    },
  ]);

describe('the document’s title', () => {
  it('is the page’s, in the language shown, or the page’s own', async () => {
    const way = router();
    const scope = effectScope();
    scope.run(() => followTitle(way));
    await way.push('/hosts');
    await nextTick();
    expect(document.title).toBe('Hosts · Longshore');
    await showLanguage('zh');
    await nextTick();
    expect(document.title).toBe('主机 · Longshore');
    const page = effectScope();
    page.run(() => usePageTitle(() => 'api-1'));
    await nextTick();
    expect(document.title).toBe('api-1 · Longshore');
    page.stop();
    await way.push('/');
    await nextTick();
    expect(document.title).toBe('Longshore');
    scope.stop();
  });
});

describe('the focus', () => {
  it('goes to a new page’s heading, and stays within one page', async () => {
    const way = router();
    followFocus(way);
    await way.push('/hosts');
    show({ render: () => h('main', { tabindex: -1 }, [h(RouterView)]) }, { router: way });
    await flushPromises();
    expect(document.activeElement).toBe(document.body);
    await way.push('/containers/1');
    await flushPromises();
    expect(document.activeElement).toBe(the('h1'));
    the('button').focus();
    await way.push('/containers/1/logs?tail=100');
    await flushPromises();
    expect(document.activeElement).toBe(the('button'));
    await way.push('/containers/2/logs');
    await flushPromises();
    expect(document.activeElement).toBe(the('h1'));
  });
});
