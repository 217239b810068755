import { t } from '../../lib/i18n.ts';

/** How long a join token may live, in seconds, for a Select. */
export const joinLifetimes = (): { value: string; label: string }[] => [
  { value: '900', label: t('joinTokens.minutes', { count: 15 }) },
  { value: '3600', label: t('joinTokens.hours', { count: 1 }) },
  { value: '86400', label: t('joinTokens.days', { count: 1 }) },
  { value: '604800', label: t('joinTokens.days', { count: 7 }) },
  { value: '2592000', label: t('joinTokens.days', { count: 30 }) },
];

const MOST_USES = 10_000;

/** How many hosts may join with one token. */
export function usesRule(text: string): string | undefined {
  const uses = Number(text);
  return /^\d+$/.test(text.trim()) && uses >= 1 && uses <= MOST_USES ? undefined : t('joinTokens.maxUsesForm', { most: MOST_USES });
}
