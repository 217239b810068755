import type en from '../en/live.ts';
import type { Translation } from '../translation.ts';

export default {
  live: '实时',
  liveHint: '已连接：所见即当前状态。',
  connecting: '正在连接…',
  lost: '连接已断开',
  trying: '正在重试…',
  lostHint: '显示的是 {time} 的状态。{wait}后重试，点按立即重试。',
} satisfies Translation<typeof en>;
