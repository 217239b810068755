import type en from '../en/navigation.ts';
import type { Translation } from '../translation.ts';

export default {
  main: '主导航',
  more: '更多',
  moreHint: '其他页面',
  overview: '总览',
  containers: '容器',
  hosts: '主机',
  events: '事件',
  operations: '操作记录',
  access: '访问控制',
  settings: '设置',
  notFound: '这里什么也没有',
  notFoundHint: '地址可能已过期或输入有误。',
  toStart: '回到首页',
  dock: '终端与日志',
  resizeDock: '停靠栏高度',
} satisfies Translation<typeof en>;
