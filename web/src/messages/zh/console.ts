import type en from '../en/console.ts';
import type { Translation } from '../translation.ts';

export default {
  title: '控制台',
  attach: '附加到主进程',
  command: '命令',
  commandHint: '留空则使用容器中最合适的 shell。',
  user: '用户',
  userHint: '留空则使用容器自身的设置。',
  workdir: '工作目录',
  env: '环境变量',
  envHint: '每行一个 NAME=value。',
  envWrong: '每行必须是 NAME=value。',
  connect: '打开',
  connecting: '正在打开 {name}…',
  ended: '程序已结束，退出码 {code}。',
  endedUnknown: '程序已结束。',
  lost: '控制台已断开：{problem}',
  again: '重新打开',
  warning: '输入会发送给主进程；主进程结束时容器也会停止。按 {keys} 可离开而不停止容器。',
  find: '在控制台中查找',
  next: '下一处',
  previous: '上一处',
  terminal: '{name} 的终端',
  notRunning: '容器未运行',
  notRunningHint: '控制台需要运行中的容器。启动容器后再打开控制台。',
} satisfies Translation<typeof en>;
