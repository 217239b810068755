import type { Operation } from '@longshore/contract/operations';
import { hasMessage, t } from '../../../lib/i18n.ts';

/** What an operation is about to do, in one word: "stopping". Its own phase when there are no words for it here. */
export function doing({ action, linkLost, progress }: Pick<Operation, 'action' | 'linkLost' | 'progress'>): string {
  if (linkLost) return t('containers.doing.linkLost');
  const key = `containers.doing.${action.replace(/^container\./, '')}`;
  return hasMessage(key) ? t(key) : (progress?.phase ?? t('containers.doing.other'));
}
