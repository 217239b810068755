import type en from '../en/views.ts';
import type { Translation } from '../translation.ts';

export default {
  title: '视图',
  menu: '已保存的视图：{name}',
  changed: '{name}（已修改）',
  none: '还没有保存的视图',
  save: '保存当前视图…',
  update: '更新“{name}”',
  rename: '重命名…',
  remove: '删除…',
  removeTitle: '删除视图“{name}”？',
  saveTitle: '保存当前视图',
  saveHint: '搜索条件、排序和列会以此名称保存，仅自己可见。',
  renameTitle: '重命名视图',
  name: '名称',
  nameNeeded: '请输入名称。',
  nameTaken: '已有同名视图。',
  keep: '保存',
} satisfies Translation<typeof en>;
