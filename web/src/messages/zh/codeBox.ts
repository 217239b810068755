import type en from '../en/codeBox.ts';
import type { Translation } from '../translation.ts';

export default {
  copy: '复制',
  selected: '已选中，按 Ctrl+C 或 ⌘C 复制。',
} satisfies Translation<typeof en>;
