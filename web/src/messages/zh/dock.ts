import type en from '../en/dock.ts';
import type { Translation } from '../translation.ts';

export default {
  tabs: '日志与控制台',
  name: '标签页名称',
  rename: '重命名标签页',
  close: '关闭 {name}',
  closeAll: '全部关闭',
  popOut: '在新窗口中打开',
  split: '并排显示',
  fold: '收起',
  unfold: '展开',
  maximize: '占满整页',
  restore: '回到页面下方',
} satisfies Translation<typeof en>;
