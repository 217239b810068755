import type en from '../en/account.ts';
import type { Translation } from '../translation.ts';

export default {
  menu: '{name} 的账户',
  signOut: '退出登录',
} satisfies Translation<typeof en>;
