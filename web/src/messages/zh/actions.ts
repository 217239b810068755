import type en from '../en/actions.ts';
import type { Translation } from '../translation.ts';

export default {
  cancel: '取消',
  close: '关闭',
  retry: '重试',
  reload: '重新加载',
  copy: '复制 {what}',
  copied: '已复制',
  notCopied: '浏览器不允许复制',
  loading: '加载中',
} satisfies Translation<typeof en>;
