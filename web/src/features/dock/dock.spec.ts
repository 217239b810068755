import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { nextTick } from 'vue';
import { type DockContent, useDock } from './dock.ts';

const logs = (container: string): DockContent => ({ type: 'logs', targets: [{ host: 'h', container }] });
const shell: DockContent = { type: 'console', target: { host: 'h', container: 'c', kind: 'exec' } };

beforeEach(() => {
  sessionStorage.clear();
  setActivePinia(createPinia());
});

function open(...names: string[]) {
  const dock = useDock();
  for (const name of names) dock.open(name, logs(name));
  const id = (name: string): string => dock.items.find(({ title }) => title === name)?.id ?? '';
  const shown = (): string[] => dock.items.filter((item) => dock.isShown(item.id)).map(({ title }) => title);
  return { dock, id, shown };
}

describe('the dock', () => {
  it('opens a log once, and a console each time it is asked for', () => {
    const { dock, id, shown } = open('a', 'b', 'a');
    expect(dock.items.map(({ title }) => title)).toEqual(['a', 'b']);
    expect([shown(), dock.wanted]).toEqual([['a'], id('a')]);
    dock.open('sh', shell);
    dock.open('sh', shell);
    expect(dock.items).toHaveLength(4);
  });

  it('shows two side by side, where they stand, and replaces the one that was used last', () => {
    const { dock, id, shown } = open('a', 'b', 'c');
    dock.toggleSplit();
    expect(shown()).toEqual(['b', 'c']);
    dock.show(id('b'));
    expect([shown(), dock.active]).toEqual([['b', 'c'], id('b')]);
    dock.show(id('a'));
    expect(shown()).toEqual(['a', 'c']);
    dock.close(id('a'));
    expect([shown(), dock.active]).toEqual([['c'], id('c')]);
  });

  it('folds away, and unfolds when something is asked for', () => {
    const { dock, id, shown } = open('a');
    dock.folded = true;
    expect(shown()).toEqual([]);
    dock.show(id('a'));
    expect(shown()).toEqual(['a']);
    dock.folded = true;
    dock.toggleMaximized();
    expect([dock.folded, dock.maximized]).toEqual([false, true]);
    dock.closeAll();
    expect([dock.isOpen, dock.maximized]).toEqual([false, false]);
  });

  it('is as it was after a reload, with nobody at the keyboard', async () => {
    const { dock, id, shown } = open('a', 'b', 'c');
    dock.rename(id('a'), 'first');
    dock.show(id('b'));
    dock.toggleSplit();
    const before = [shown(), dock.active];
    await nextTick();
    setActivePinia(createPinia());
    const again = open();
    expect([again.shown(), again.dock.active]).toEqual(before);
    expect(again.dock.items[0]?.title).toBe('first');
    expect(again.dock.wanted).toBeUndefined();
  });

  it.each(['no json', 'null', '[]', '{"items":7}', '{"items":[null,{"id":"x","title":"x","content":{"type":"logs","targets":[7]}}]}'])(
    'begins empty when it remembers %s',
    (text) => {
      sessionStorage.setItem('longshore.dock', text);
      expect(useDock().isOpen).toBe(false);
    },
  );
});
