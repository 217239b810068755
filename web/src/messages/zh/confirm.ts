import type en from '../en/confirm.ts';
import type { Translation } from '../translation.ts';

export default {
  lost: '以下内容将丢失：',
  lostMore: '以及另外 {count} 项',
  typeName: '请输入 {name} 以确认',
} satisfies Translation<typeof en>;
