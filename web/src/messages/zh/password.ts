import type en from '../en/password.ts';
import type { Translation } from '../translation.ts';

export default {
  password: '密码',
  show: '显示密码',
  hide: '隐藏密码',
  rule: '至少 10 个字符。几个容易记住的词比又短又难的密码更好。',
  more: '还需要 {count} 个字符',
  enough: '长度足够',
  tooShort: '至少使用 10 个字符',
  tooLong: '最多使用 256 个字符',
} satisfies Translation<typeof en>;
