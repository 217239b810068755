import type en from '../en/access.ts';
import type { Translation } from '../translation.ts';

export default {
  usernameMissing: '请输入用户名',
  usernameForm: "只能使用字母、数字和 . _ {'@'} -，且首尾必须是字母或数字",
} satisfies Translation<typeof en>;
