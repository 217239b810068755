import { nextTick } from 'vue';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { press, show, the, withPage } from '../testing/mount.ts';
import SplitPane from './SplitPane.vue';

withPage();
afterEach(() => vi.restoreAllMocks());

const bar = (): HTMLElement => the('[role=separator]');
const slots = { default: () => 'page', second: () => 'dock' };
async function pane(
  props: Record<string, unknown> = {},
): Promise<{ sizes: () => unknown[]; set: (props: Record<string, unknown>) => Promise<void> }> {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(800);
  const given = { direction: 'vertical', label: 'Dock', barLabel: 'Height', second: true, size: 300, ...props };
  const wrapper = show(SplitPane, { props: given, slots });
  await nextTick();
  return { sizes: () => (wrapper.emitted('update:size') ?? []).flat(), set: (more) => wrapper.setProps(more) };
}

describe('SplitPane', () => {
  it('has no bar without a second pane', async () => {
    await pane({ second: false });
    expect(document.querySelector('[role=separator]')).toBeNull();
  });

  it('moves by keys, and tells where it is', async () => {
    const { sizes, set } = await pane();
    expect(['now', 'min', 'max'].map((name) => bar().getAttribute(`aria-value${name}`))).toEqual(['300', '96', '640']);
    bar().focus();
    await press('ArrowUp');
    await set({ size: 316 });
    await press('ArrowDown', { shiftKey: true });
    await press('Home');
    await press('End');
    expect(sizes()).toEqual([316, 220, 640, 96]);
    expect((await press('a')).defaultPrevented).toBe(false);
  });

  it('never takes more than is there', async () => {
    await pane({ size: 5000 });
    expect(bar().getAttribute('aria-valuenow')).toBe('640');
  });

  it('follows the pointer while it is held', async () => {
    const { sizes } = await pane();
    const at = (type: string, clientY: number): boolean =>
      bar().dispatchEvent(new PointerEvent(type, { clientY, pointerId: 1, bubbles: true }));
    bar().setPointerCapture = vi.fn();
    at('pointerdown', 500);
    at('pointermove', 450);
    at('pointermove', 2000);
    at('lostpointercapture', 0);
    at('pointermove', 100);
    expect(sizes()).toEqual([350, 96]);
  });

  it('keeps its second pane’s content when it covers the first', async () => {
    const { set } = await pane();
    const content = the('section');
    await set({ cover: true });
    expect(the('section')).toBe(content);
    expect(content.style.height).toBe('');
    await set({ cover: false });
    expect(content.style.height).toBe('300px');
  });
});
