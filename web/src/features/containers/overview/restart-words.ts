import { t } from '../../../lib/i18n.ts';
import type { LimitFacts } from '../inspect/read-limits.ts';

/** A restart policy as docker writes it: `on-failure:5`. */
export function restartWords({ restart, restartTries }: Pick<LimitFacts, 'restart' | 'restartTries'>): string {
  if (restart === 'no') return t('containers.facts.noRestart');
  return restartTries > 0 ? `${restart}:${restartTries}` : restart;
}
