import type en from '../en/table.ts';
import type { Translation } from '../translation.ts';

export default {
  select: '选择 {name}',
  selectAll: '选择所有行',
  selection: '选择',
  sort: '排序',
  sortBy: '按{column}排序',
  ascending: '升序',
  descending: '降序',
  nextRow: '下一行',
  previousRow: '上一行',
  selectRow: '选择该行',
  selectRange: '连续选择到该行',
  openRow: '打开该行',
} satisfies Translation<typeof en>;
