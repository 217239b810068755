import { hasMessage, t } from '../../../lib/i18n.ts';

/** Programs that die of a signal end with 128 and its number. */
const BY_SIGNAL = 128;

/** What an exit code commonly means; empty for one that only its program knows. */
export function exitWords(code: number): string {
  const key = `containers.exits.${code}`;
  if (hasMessage(key)) return t(key);
  return code > BY_SIGNAL && code < BY_SIGNAL + 65 ? t('containers.exits.signal', { number: String(code - BY_SIGNAL) }) : '';
}
