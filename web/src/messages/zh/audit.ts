import type en from '../en/audit.ts';
import type { Translation } from '../translation.ts';

export default {
  title: '审计',
  filter: '操作',
  anyAction: '所有操作',
  when: '时间',
  who: '用户',
  what: '操作',
  target: '对象',
  address: '来源地址',
  outcome: '结果',
  ok: '成功',
  nobody: '未登录',
  byToken: '通过此 API 令牌',
  none: '没有记录',
} satisfies Translation<typeof en>;
