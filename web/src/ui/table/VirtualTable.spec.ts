import { flushPromises } from '@vue/test-utils';
import { nextTick } from 'vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listenToKeys } from '../../lib/keys.ts';
import { click, press, show, the, withPage } from '../../testing/mount.ts';
import { type Owned, owned, type OwnedRow } from '../../testing/table-owner.ts';
import TableOwner from '../../testing/TableOwner.vue';
import type { Column } from './columns.ts';

withPage();

const columns: Column<OwnedRow>[] = [
  { key: 'name', label: 'Name', sortable: true, text: (row) => row.name },
  { key: 'cpu', label: 'CPU', width: 80, align: 'end' },
  { key: 'actions', label: 'Actions', labelHidden: true, hideBelow: 800 },
];

let width = 1000;
let stop: () => void;
beforeEach(() => {
  width = 1000;
  stop = listenToKeys(window);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(352);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(352);
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockImplementation(() => width);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockImplementation(() => width);
});
afterEach(() => {
  stop();
  vi.restoreAllMocks();
});

async function table(count: number, props: Record<string, unknown> = {}): Promise<Owned> {
  const state = owned(count);
  show(TableOwner, { props: { owner: () => state, columns, ...props } });
  await nextTick();
  await nextTick();
  return state;
}

const grid = (): HTMLElement => the('[role=grid]');
const rowAt = (index: number): HTMLElement => the(`[data-index="${index}"]`);
const bodyRows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-index]')];

describe('VirtualTable', () => {
  it('makes only the rows in view of twenty thousand, and tells how many there are', async () => {
    await table(20_000);
    expect(bodyRows().length).toBeGreaterThan(10);
    expect(bodyRows().length).toBeLessThan(30);
    expect([grid().getAttribute('aria-rowcount'), grid().getAttribute('aria-colcount')]).toEqual(['20001', '4']);
    expect([rowAt(0).getAttribute('aria-rowindex'), rowAt(3).getAttribute('aria-rowindex')]).toEqual(['2', '5']);
    expect([...rowAt(0).querySelectorAll('[role=gridcell]')].map((cell) => cell.getAttribute('aria-colindex'))).toEqual([
      '1',
      '2',
      '3',
      '4',
    ]);
  });

  it('draws a row again only when it changed', async () => {
    const state = await table(100);
    state.drawn.length = 0;
    state.rows = state.rows.map((row, index) => (index === 2 ? { ...row, cpu: 99 } : row));
    await nextTick();
    expect(state.drawn).toEqual(['id2']);
    expect(rowAt(2).textContent).toContain('99');
  });

  it('keeps the current row in the page when it is scrolled away, and names it', async () => {
    const state = await table(1000);
    grid().focus();
    await press('ArrowDown');
    const first = state.current;
    grid().scrollTop = 16_000;
    grid().dispatchEvent(new Event('scroll'));
    await flushPromises();
    expect(document.getElementById(grid().getAttribute('aria-activedescendant')!)?.textContent).toContain('api-0');
    expect(first).toBe('id0');
    expect(bodyRows().length).toBeLessThan(32);
  });

  it('walks by j and k from anywhere, and by arrows within', async () => {
    const state = await table(50);
    document.body.focus();
    await press('j');
    await press('j');
    expect([state.current, document.activeElement]).toEqual(['id1', grid()]);
    await press('k');
    await press('ArrowDown');
    await press('ArrowDown');
    await press('End');
    expect(state.current).toBe('id49');
    await press('Home');
    await press('PageDown');
    expect(state.current).toBe('id9');
  });

  it('selects by keys: one, a range, all, none', async () => {
    const state = await table(5);
    const now = (): string => [...state.selected].sort().join(' ');
    await press('j');
    await press('x');
    expect(now()).toBe('id0');
    await press('ArrowDown', { shiftKey: true });
    await press('ArrowDown', { shiftKey: true });
    expect(now()).toBe('id0 id1 id2');
    await press(' ');
    expect(now()).toBe('id0 id1');
    await press('a', { ctrlKey: true });
    expect(state.selected.size).toBe(5);
    expect(rowAt(4).getAttribute('aria-selected')).toBe('true');
    await press('Escape');
    expect(now()).toBe('');
  });

  it('selects by pointer: the box, Ctrl, Shift, and the box above', async () => {
    const state = await table(6);
    const box = (index: number): HTMLElement => rowAt(index).querySelector('input')!;
    const now = (): string => [...state.selected].sort().join(' ');
    await click(box(1));
    await click(rowAt(3), { shiftKey: true });
    expect(now()).toBe('id1 id2 id3');
    await click(rowAt(2), { ctrlKey: true });
    expect(now()).toBe('id1 id3');
    const all = the('[aria-label="Select all rows"]', HTMLInputElement);
    expect([all.checked, all.indeterminate, all.tabIndex]).toEqual([false, true, 0]);
    await click(all);
    expect([state.selected.size, all.checked]).toEqual([6, true]);
    await click(all);
    expect([state.selected.size, state.opened.length]).toEqual([0, 0]);
  });

  it('opens by Enter and a double click, not by a click or a button in the row', async () => {
    const state = await table(5);
    await click(rowAt(1));
    expect([state.opened, state.current]).toEqual([[], 'id1']);
    await click(rowAt(2), { detail: 2 });
    grid().focus();
    await press('Enter');
    await click(rowAt(3).querySelector('button')!);
    expect([state.opened, state.current]).toEqual([['id2', 'id2'], 'id2']);
  });

  it('leaves a button’s keys to the button, and lets Tab reach only the current row’s', async () => {
    const state = await table(5);
    await press('j');
    const button = rowAt(0).querySelector('button')!;
    button.focus();
    await press('Enter');
    await press(' ');
    expect([state.opened.length, state.selected.size]).toEqual([0, 0]);
    const stops = bodyRows().map((row) => [...row.querySelectorAll<HTMLElement>('button, input')].map((control) => control.tabIndex));
    expect(stops).toEqual([[0, 0], ...Array.from({ length: 4 }, () => [-1, -1])]);
  });

  it('keeps the focus in a row that is moved', async () => {
    const state = await table(5);
    await press('j');
    const button = rowAt(0).querySelector('button')!;
    button.focus();
    state.rows = [...state.rows].reverse();
    await nextTick();
    await nextTick();
    expect(document.activeElement).toBe(button);
    expect(rowAt(4).contains(button)).toBe(true);
    state.rows = state.rows.slice(0, 2);
    await nextTick();
    expect(document.activeElement).toBe(grid());
  });

  it('asks for another order, and tells which one it has', async () => {
    const state = await table(5);
    const head = (): HTMLElement => the('[aria-sort]');
    expect(head().getAttribute('aria-sort')).toBe('none');
    await click(head().querySelector('button')!);
    expect([state.sort, head().getAttribute('aria-sort')]).toEqual([{ key: 'name', direction: 'ascending' }, 'ascending']);
    await click(head().querySelector('button')!);
    expect(state.sort?.direction).toBe('descending');
  });

  it('tells when somebody is at its rows', async () => {
    const state = await table(5);
    const body = the('[role=rowgroup]:last-child');
    body.dispatchEvent(new PointerEvent('pointerenter', { pointerType: 'mouse' }));
    await nextTick();
    state.selected = new Set(['id1']);
    await nextTick();
    body.dispatchEvent(new PointerEvent('pointerleave', { pointerType: 'mouse' }));
    await nextTick();
    expect(state.held).toEqual([true]);
    state.selected = new Set();
    await nextTick();
    expect(state.held).toEqual([true, false]);
  });

  it('becomes cards where it is narrow, with every column named', async () => {
    width = 390;
    const state = await table(5);
    expect(document.querySelectorAll('[role=columnheader] button').length).toBe(1);
    expect(rowAt(0).textContent).toContain('CPU');
    expect(rowAt(0).querySelector('button[aria-label=api-0]')).not.toBeNull();
    await click(rowAt(1));
    expect(state.opened).toEqual(['id1']);
  });

  it('hides columns it has no room for', async () => {
    width = 700;
    await table(5);
    expect(document.querySelector('button[aria-label=api-0]')).toBeNull();
    expect(grid().getAttribute('aria-colcount')).toBe('3');
  });

  it('says that it is empty, but not while it loads', async () => {
    await table(0);
    expect(document.body.textContent).toContain('No containers');
    document.body.innerHTML = '';
    await table(0, { loading: true });
    expect(document.body.textContent).toContain('Loading');
    expect(document.body.textContent).not.toContain('No containers');
  });
});
