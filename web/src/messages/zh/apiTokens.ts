import type en from '../en/apiTokens.ts';
import type { Translation } from '../translation.ts';

export default {
  title: 'API 令牌',
  hint: '供程序使用。令牌拥有与您相同的权限，直到过期或被吊销。',
  none: '您还没有 API 令牌。',
  make: '创建令牌',
  name: '名称',
  nameHint: '写明用途，便于以后辨认。',
  nameMissing: '请输入名称',
  never: '永久',
  token: 'API 令牌',
  try: '试一试',
  shownOnce: '请立即复制，之后不再显示。',
  kept: '我已复制',
  madeAt: '创建于{when}',
  neverUsed: '从未使用',
  usedAt: '最近使用：{when}',
  neverExpires: '永不过期',
  expiresAt: '{when}过期',
  expiredAt: '已于{when}过期',
  revoke: '吊销',
  revokeNamed: '吊销 {name}',
  revokeAsk: '吊销 {name}？',
  revokeText: '使用它的程序会立即被拒绝，且无法恢复。',
} satisfies Translation<typeof en>;
