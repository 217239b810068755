import { hasMessage, t } from '../../../lib/i18n.ts';

/** The engine's word for a health state in the person's language; an unknown one as it is. */
export function healthWord(status: string): string {
  const key = `containers.health.${status}`;
  return hasMessage(key) ? t(key) : status;
}
