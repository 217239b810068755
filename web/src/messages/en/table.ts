export default {
  select: 'Select {name}',
  selectAll: 'Select all rows',
  selection: 'Selection',
  sort: 'Sort',
  sortBy: 'Sort by {column}',
  ascending: 'ascending',
  descending: 'descending',
  nextRow: 'Next row',
  previousRow: 'Previous row',
  selectRow: 'Select the row',
  selectRange: 'Select up to the row',
  openRow: 'Open the row',
};
