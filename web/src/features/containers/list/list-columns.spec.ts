import { beforeAll, describe, expect, it } from 'vitest';
import { sortColumns } from '../../../data/container-order.ts';
import { showLanguage } from '../../../lib/i18n.ts';
import { fromTableSort, readSort, tableColumns, toTableSort, usualColumns, writeSort } from './list-columns.ts';

beforeAll(() => showLanguage('en'));

describe('columns of the list', () => {
  it('stand in one order, the fixed ones always, the buttons last', () => {
    expect(tableColumns(['ports', 'host']).map(({ key }) => key)).toEqual(['summary', 'state', 'name', 'host', 'ports', 'actions']);
    expect(tableColumns(usualColumns).map(({ label }) => label)).not.toContain('');
  });

  it('can be sorted by whatever the data can be, and survive the address', () => {
    for (const column of sortColumns)
      for (const descending of [false, true]) {
        const sort = { column, descending };
        expect(readSort(writeSort(sort))).toEqual(sort);
        expect(fromTableSort(toTableSort(sort))).toEqual(sort);
      }
    expect(readSort('-port')).toEqual({ column: 'port', descending: true });
    expect(readSort('nonsense')).toBeUndefined();
    expect(fromTableSort({ key: 'labels', direction: 'descending' })).toEqual({ column: 'name', descending: false });
  });
});
