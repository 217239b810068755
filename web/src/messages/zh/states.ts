import type en from '../en/states.ts';
import type { Translation } from '../translation.ts';

export default {
  created: '已创建',
  running: '运行中',
  starting: '启动中',
  unhealthy: '不健康',
  restarting: '重启中',
  restartingCount: '重启中（{count}）',
  paused: '已暂停',
  removing: '删除中',
  exited: '已退出',
  exitedCode: '已退出（{code}）',
  dead: '已失效',
  online: '在线',
  offline: '离线',
  silent: '引擎无响应',
  revoked: '已吊销',
  asOf: '截至 {time}',
} satisfies Translation<typeof en>;
