import type en from '../en/stats.ts';
import type { Translation } from '../translation.ts';

export default {
  cpu: 'CPU',
  memory: '内存',
  used: '已用',
  limit: '上限',
  network: '网络',
  received: '接收',
  sent: '发送',
  block: '块 I/O',
  reading: '读取',
  writing: '写入',
  pids: '进程数',
  perSecond: '{amount}/秒',
  processes: '运行中的进程',
  stopped: '容器未运行',
  stoppedHint: '启动后，这里会显示它使用的资源。',
  stale: '主机 {host} 没有响应',
  staleHint: '暂时无法得知其容器使用的资源。',
} satisfies Translation<typeof en>;
