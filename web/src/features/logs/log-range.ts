import type { LogRange } from '../../data/log-host.ts';
import { t } from '../../lib/i18n.ts';

/** From where a log is read: its last lines, its last minutes, or its beginning. */
export const rangeNames = ['tail-100', 'tail-1000', 'tail-10000', 'minutes-10', 'hours-1', 'hours-24', 'all'] as const;
export type RangeName = (typeof rangeNames)[number];

const split = (name: RangeName): [unit: string, count: number] => {
  const [unit = '', count] = name.split('-');
  return [unit, Number(count)];
};

export function rangeOf(name: RangeName): LogRange {
  const [unit, count] = split(name);
  if (unit === 'tail') return { follow: true, tail: count };
  if (unit === 'minutes') return { follow: true, since: `${count}m` };
  if (unit === 'hours') return { follow: true, since: `${count}h` };
  return { follow: true, tail: 'all' };
}

export function rangeLabel(name: RangeName): string {
  const [unit, count] = split(name);
  if (unit === 'tail') return t('logs.tail', { count });
  if (unit === 'minutes') return t('logs.sinceMinutes', { count });
  if (unit === 'hours') return t('logs.sinceHours', { count });
  return t('logs.everything');
}
