import type en from '../en/setup.ts';
import type { Translation } from '../translation.ts';

export default {
  title: '欢迎',
  text: '请创建第一个账户。它拥有全部权限，之后可以再添加其他账户。',
  create: '创建账户',
  noLink: '请打开服务器启动时输出的初始化链接，或将其粘贴到这里。',
  wrongLink: '这不是该服务器的初始化链接。请粘贴服务器最近一次启动时输出的链接。',
  link: '初始化链接',
  linkHint: '在运行服务器的终端或其日志中可以找到。',
  linkForm: '请粘贴完整链接，从 http 开始到末尾',
  done: 'Longshore 已完成初始化',
  doneText: '初始化链接只能使用一次，现已使用。请用已创建的账户登录。',
} satisfies Translation<typeof en>;
