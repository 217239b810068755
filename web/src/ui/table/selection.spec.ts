import { nextTick, ref } from 'vue';
import { describe, expect, it } from 'vitest';
import { between, coverage, toggled } from './selection.ts';
import { useCurrentRow } from './useCurrentRow.ts';
import { useRowSelection } from './useRowSelection.ts';

const keys = ['a', 'b', 'c', 'd', 'e'];

describe('selecting', () => {
  it('adds and takes away, leaving the old set as it was', () => {
    const one = new Set(['a']);
    expect([...toggled(one, 'b')]).toEqual(['a', 'b']);
    expect([...toggled(one, 'a')]).toEqual([]);
    expect([...one]).toEqual(['a']);
  });

  it.each([
    ['b', 'd', 'bcd'],
    ['d', 'b', 'bcd'],
    ['c', 'c', 'c'],
    ['gone', 'c', 'c'],
    ['b', 'gone', ''],
  ])('from %s to %s is "%s"', (from, to, range) => {
    expect(between(keys, from, to).join('')).toBe(range);
  });

  it.each([
    [[], 'none'],
    [['x'], 'none'],
    [['b', 'x'], 'some'],
    [keys, 'all'],
  ])('of %j covers %s', (selected, cover) => {
    expect(coverage(new Set(selected), keys)).toBe(cover);
  });

  it('of nothing covers none', () => {
    expect(coverage(new Set(), [])).toBe('none');
  });

  it('draws ranges from the last toggle, and takes back what went too far', () => {
    const selected = ref<ReadonlySet<string>>(new Set());
    const { toggle, extend, setAll } = useRowSelection(selected, () => keys);
    const now = (): string => [...selected.value].sort().join('');
    toggle('a');
    toggle('c');
    extend('e');
    expect(now()).toBe('acde');
    extend('d');
    expect(now()).toBe('acd');
    extend('b');
    expect(now()).toBe('abc');
    setAll(true);
    expect(now()).toBe('abcde');
    setAll(false);
    extend('c', 'b');
    expect(now()).toBe('bc');
  });
});

describe('the current row', () => {
  const row = (
    start?: string,
  ): { at: () => string | undefined; move: (by: number) => void; rows: { value: string[] }; shown: number[] } => {
    const current = ref(start);
    const rows = ref([...keys]);
    const shown: number[] = [];
    const { move } = useCurrentRow(
      current,
      () => rows.value,
      (index) => shown.push(index),
    );
    return { at: () => current.value, move, rows, shown };
  };

  it('begins at the first, stops at the ends, and is brought into view', () => {
    const { at, move, shown } = row();
    move(1);
    expect(at()).toBe('a');
    move(2);
    expect(at()).toBe('c');
    move(Number.POSITIVE_INFINITY);
    expect(at()).toBe('e');
    move(Number.NEGATIVE_INFINITY);
    move(-1);
    expect(at()).toBe('a');
    expect(shown).toEqual([0, 2, 4, 0, 0]);
  });

  it('moves with its row, and takes up the place of one that is gone', async () => {
    const { at, move, rows } = row('b');
    rows.value = ['b', 'a', 'c', 'd', 'e'];
    move(1);
    expect(at()).toBe('a');
    await nextTick();
    rows.value = ['b', 'c', 'd', 'e'];
    await nextTick();
    move(1);
    expect(at()).toBe('c');
  });

  it('is nowhere in an empty list', () => {
    const { at, move, rows } = row();
    rows.value = [];
    move(1);
    expect(at()).toBeUndefined();
  });
});
