import type en from '../en/query.ts';
import type { Translation } from '../translation.ts';

export default {
  label: '搜索或查询',
  placeholder: '搜索，或 state:running host:web-* …',
  hint: '输入要搜索的文字，或以字段开头。条件前加减号表示排除。',
  suggestions: '建议',
  focus: '搜索',
  clear: '清除搜索',
  edit: '修改 {term}',
  remove: '移除 {term}',
  not: '非',
  fields: {
    state: '状态：running、exited、paused …',
    health: '健康状况：healthy、unhealthy、starting、none',
    host: '主机名，* 代表任意字符',
    tag: '主机的标签',
    group: '主机的分组',
    name: '名称的一部分',
    image: '镜像名的一部分',
    id: 'ID 的一部分',
    stack: 'Compose 项目',
    network: '所在的网络',
    is: 'live、stale、tty、oom',
    label: '标签，或 标签=值',
    cpu: '单核百分比：cpu:>50',
    memory: '字节数：memory:>512m',
    pids: '进程数：pids:>100',
    restarts: '按策略重启的次数：restarts:>0',
    exit: '上次运行的退出码',
    port: '已发布或已暴露的端口',
  },
} satisfies Translation<typeof en>;
