import type en from '../en/signIn.ts';
import type { Translation } from '../translation.ts';

export default {
  title: '登录',
  username: '用户名',
  signIn: '登录',
  usernameMissing: '请输入用户名',
  passwordMissing: '请输入密码',
  wrong: '用户名或密码错误。',
  throttled: '失败次数过多，请在 {count} 秒后重试。',
  ended: '会话已结束。登录后将回到刚才的页面。',
  unreachableHint: '服务器可能正在启动，或网络中断。不会丢失任何内容，容器会继续运行。',
  forbidden: '您无权查看此页面',
  forbiddenHint: '您的角色不包含此页面。管理员可以在“访问控制”中更改。',
} satisfies Translation<typeof en>;
