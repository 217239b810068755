import type en from '../en/joinTokens.ts';
import type { Translation } from '../translation.ts';

export default {
  title: '加入令牌',
  none: '没有加入令牌',
  noneHint: '“添加主机”会生成令牌，允许机器加入一次或您指定的次数。',
  descriptionHint: '便于在加入令牌列表中辨认。',
  validFor: '有效期',
  minutes: '{count} 分钟',
  hours: '{count} 小时',
  days: '{count} 天',
  maxUses: '可加入的主机数',
  maxUsesHint: '同一行命令可用于多台机器。',
  maxUsesForm: '请输入 1 到 {most} 之间的整数',
  usableBy: '可供 {count} 台主机加入。',
  expiresWhen: '将在{when}过期。',
  uses: '已用',
  expires: '过期时间',
  created: '创建',
  usable: '可用',
  revoked: '已吊销',
  expired: '已过期',
  usedUp: '已用完',
  revoke: '吊销',
  revokeAsk: '吊销“{name}”？',
  revokeText: '将不能再用它加入。已用它加入的主机不受影响。',
} satisfies Translation<typeof en>;
