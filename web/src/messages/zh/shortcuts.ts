import type en from '../en/shortcuts.ts';
import type { Translation } from '../translation.ts';

export default {
  title: '键盘快捷键',
  hint: '在输入框或终端中输入时不生效。',
  show: '显示键盘快捷键',
  then: '然后',
  goTo: '前往',
  list: '列表中',
  general: '通用',
} satisfies Translation<typeof en>;
