import type en from '../en/hostFilter.ts';
import type { Translation } from '../translation.ts';

export default {
  title: '选择主机',
  show: '显示的主机：{chosen}',
  all: '所有主机',
  several: '{count} 个主机和标签',
  clear: '显示所有主机',
  search: '查找主机或标签',
  tags: '标签',
  hosts: '主机',
  none: '没有这个名称的主机',
  more: '还有 {count} 个，输入文字查找',
} satisfies Translation<typeof en>;
