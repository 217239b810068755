import type en from '../en/problems.ts';
import type { Translation } from '../translation.ts';

export default {
  bad_request: '服务器无法理解该请求',
  unauthenticated: '您已退出登录',
  forbidden: '您没有执行此操作的权限',
  not_found: '该对象已不存在',
  ambiguous: '该名称对应多个对象',
  conflict: '与现有内容冲突',
  gone: '已失效',
  too_large: '内容过大',
  invalid: '有内容填写不正确',
  throttled: '尝试次数过多',
  cancelled: '已取消',
  internal: '服务器出现错误',
  unsupported: '该主机不支持此操作',
  engine_error: 'Docker 引擎拒绝了请求',
  engine_unreachable: 'Docker 引擎没有响应',
  host_offline: '主机离线',
  link_lost: '与主机的连接已断开',
  interrupted: '操作被中断',
  timeout: '操作超时',
  flow_control: '数据流中断',
  link_refused: '代理被拒绝接入',
  unreachable: '服务器没有响应',
} satisfies Translation<typeof en>;
