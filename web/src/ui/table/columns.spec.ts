import { describe, expect, it } from 'vitest';
import { cardPlace, type Column, layoutOf, nextSort, visibleColumns } from './columns.ts';

type Row = { name: string };
const column = (key: string, more: Partial<Column<Row>> = {}): Column<Row> => ({ key, label: key, ...more });

describe('columns', () => {
  it('go while there is no room for them', () => {
    const columns = [column('name'), column('id', { hideBelow: 900 })];
    expect(visibleColumns(columns, 899).map(({ key }) => key)).toEqual(['name']);
    expect(visibleColumns(columns, 900).map(({ key }) => key)).toEqual(['name', 'id']);
  });

  it('share what fixed ones leave, and know when to scroll', () => {
    const columns = [column('state', { width: 140 }), column('name', { min: 120, grow: 2 }), column('image')];
    expect(layoutOf(columns, true)).toEqual({
      template: '36px 140px minmax(120px, 2fr) minmax(80px, 1fr)',
      minWidth: 36 + 140 + 120 + 80,
    });
    expect(layoutOf(columns, false).minWidth).toBe(340);
  });

  it('find their place on a card', () => {
    const columns = [column('name'), column('cpu', { align: 'end' }), column('image'), column('id', { card: 'none' })];
    expect(columns.map((each) => cardPlace(columns, each))).toEqual(['title', 'half', 'line', 'none']);
    const titled = [column('state', { card: 'corner' }), column('name', { card: 'title' })];
    expect(titled.map((each) => cardPlace(titled, each))).toEqual(['corner', 'title']);
  });

  it('sort up first, then down', () => {
    const up = nextSort(undefined, 'name');
    expect(up).toEqual({ key: 'name', direction: 'ascending' });
    expect(nextSort(up, 'name').direction).toBe('descending');
    expect(nextSort(nextSort(up, 'name'), 'name').direction).toBe('ascending');
    expect(nextSort(up, 'image')).toEqual({ key: 'image', direction: 'ascending' });
  });
});
