import type en from '../en/inspect.ts';
import type { Translation } from '../translation.ts';

export default {
  title: '引擎所知的全部信息',
  search: '查找键或值',
  fold: '全部折叠',
  unfold: '全部展开',
  raw: '原始 JSON',
  copyAll: '以 JSON 复制全部',
  copyPath: '复制路径',
  copyValue: '复制值',
  entries: '{count} 项',
  notFound: '没有名称或内容含“{text}”的项',
} satisfies Translation<typeof en>;
