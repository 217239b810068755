import type en from '../en/notices.ts';
import type { Translation } from '../translation.ts';

export default {
  region: '通知',
  focus: '转到通知',
  dismiss: '知道了',
  repeated: '{count} 次',
} satisfies Translation<typeof en>;
