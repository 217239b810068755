import { mount, type VueWrapper } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { type Component, nextTick } from 'vue';
import { createMemoryHistory, createRouter, type Router, type RouteRecordRaw } from 'vue-router';
import { afterEach, beforeAll, vi } from 'vitest';
import { i18n, showLanguage } from '../lib/i18n.ts';

const mounted: VueWrapper[] = [];

/** For the specs of components: English loaded before, everything taken off the page after each. Call once per file. */
export function withPage(): void {
  beforeAll(() => showLanguage('en'));
  afterEach(async () => {
    for (const wrapper of mounted.splice(0)) wrapper.unmount();
    await showLanguage('en');
    document.body.innerHTML = '';
  });
}

const Nothing: Component = { render: () => null };

export function memoryRouter(routes: RouteRecordRaw[] = []): Router {
  return createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: Nothing }, ...routes] });
}

type Options = { props?: Record<string, unknown>; slots?: Record<string, unknown>; router?: Router };

/** A component on a real page, with what main.ts gives it. */
export function show(component: Component, { props = {}, slots = {}, router = memoryRouter() }: Options = {}): VueWrapper {
  const wrapper = mount(component as object, {
    props,
    slots: slots as Record<string, () => unknown>,
    attachTo: document.body,
    global: { plugins: [createPinia(), i18n, router] },
  }) as VueWrapper;
  mounted.push(wrapper);
  return wrapper;
}

/** The one element of the whole page, portals included, that matches. Throws when there is none, several, or one of another kind. */
export function the(selector: string): HTMLElement;
export function the<T extends Element>(selector: string, kind: new () => T): T;
export function the(selector: string, kind: new () => Element = HTMLElement): Element {
  const found = document.querySelectorAll(selector);
  const [first] = found;
  if (!(first instanceof kind) || found.length > 1) throw new Error(`${found.length} elements match ${selector}`);
  return first;
}

/** Presses a key where the focus is. Returns the event, for whether it was taken. */
export async function press(key: string, init: KeyboardEventInit = {}): Promise<KeyboardEvent> {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
  (document.activeElement ?? document.body).dispatchEvent(event);
  await nextTick();
  return event;
}

/** A press on the element. Vue ignores one in the very millisecond its listener was put on; no person is that quick. */
export async function click(element: HTMLElement, init: MouseEventInit = {}): Promise<void> {
  const shown = Date.now();
  if (vi.isFakeTimers()) vi.advanceTimersByTime(1);
  else await vi.waitUntil(() => Date.now() > shown, { interval: 1 });
  element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1, ...init }));
  await nextTick();
}
