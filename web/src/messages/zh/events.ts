import type en from '../en/events.ts';
import type { Translation } from '../translation.ts';

export default {
  title: '事件',
  live: '实时',
  held: '已暂停 · {count} 条新事件',
  pause: '暂停',
  resume: '继续',
  toNewest: '回到最新',
  time: '时间',
  kind: '类型',
  action: '动作',
  object: '对象',
  objectHint: '完整名称或 ID',
  details: '详情',
  attributes: '属性',
  onlyThis: '只看此对象的事件',
  anyType: '所有类型',
  anyAction: '所有动作',
  none: '还没有事件',
  noneHint: '各引擎上发生的一切都会自动显示在这里：容器启动与停止、镜像拉取等。',
  noMatch: '没有匹配的事件',
  noMatchHint: '新的匹配事件会自动显示在这里。',
  type: {
    container: '容器',
    image: '镜像',
    volume: '卷',
    network: '网络',
    daemon: '引擎',
    plugin: '插件',
    builder: '构建器',
  },
} satisfies Translation<typeof en>;
