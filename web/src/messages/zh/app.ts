import type en from '../en/app.ts';
import type { Translation } from '../translation.ts';

export default {
  name: 'Longshore',
  documentTitle: '{page} · Longshore',
  skipToContent: '跳到正文',
  newVersion: 'Longshore 已更新',
  newVersionHint: '此标签页比服务器旧，请重新加载后继续。',
} satisfies Translation<typeof en>;
