import type { ProblemCode } from '../data/problem.ts';
import { hasMessage, t } from '../lib/i18n.ts';

/** What went wrong, in the person's language. The server's own words say it more exactly, but only in English. */
export function problemTitle(code: ProblemCode): string {
  const key = `problems.${code}`;
  return hasMessage(key) ? t(key) : t('problems.internal');
}
