import type { Operation } from '@longshore/contract/operations';
import { operationEnded } from '@longshore/contract/states';
import { hasMessage, t } from '../../lib/i18n.ts';

/** What was asked for, as a verb: "Stop". */
export function actionText(action: string): string {
  const key = `operations.action.${action}`;
  return hasMessage(key) ? t(key) : action;
}

/** "Stop api-1". */
export const operationText = ({ action, target }: Operation): string =>
  t('operations.doing', { action: actionText(action), target: target.name || target.id.slice(0, 12) });

export const isActive = ({ state }: Operation): boolean => !operationEnded(state);

/** How far it is, 0 to 1; null while that is not known. */
export function progressOf({ progress }: Operation): number | null {
  if (progress?.done === undefined || progress.total === undefined || progress.total <= 0) return null;
  return Math.min(1, progress.done / progress.total);
}

/** Milliseconds it took, or has taken so far; undefined before it began. @param now milliseconds since the epoch */
export function tookOf({ startedAt, endedAt }: Operation, now: number): number | undefined {
  if (startedAt === null) return undefined;
  return Math.max(0, (endedAt === null ? now : Date.parse(endedAt)) - Date.parse(startedAt));
}
