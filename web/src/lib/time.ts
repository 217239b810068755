import { perLocale } from './formatter.ts';

/** A moment as the API tells it: an ISO string, or milliseconds since the epoch. */
export type Moment = string | number | Date;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Step = [unit: 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year', size: number, from: number];

/** The largest unit that fits, as `docker ps` picks it: hours to two days, days to two weeks, weeks to two months. */
const steps: Step[] = [
  ['year', 365 * DAY, 2 * 365 * DAY],
  ['month', 30 * DAY, 60 * DAY],
  ['week', 7 * DAY, 14 * DAY],
  ['day', DAY, 2 * DAY],
  ['hour', HOUR, HOUR],
  ['minute', MINUTE, MINUTE],
  ['second', SECOND, 0],
];

function largest(span: number): Step {
  const found = steps.find(([, , from]) => Math.abs(span) >= from);
  return found ?? ['second', SECOND, 0];
}

const relative = perLocale((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'narrow' }));
const exact = perLocale((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'long' }));
const clockTime = perLocale((locale) => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }));
const dayAndTime = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
);

const tenths = perLocale(
  (locale) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: 'second',
      unitDisplay: 'narrow',
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    }),
);
/** As narrow as can be, but for months, which would read like minutes in English. */
const units = new Map(
  steps.map(([unit]) => {
    const unitDisplay = unit === 'month' ? 'short' : 'narrow';
    return [unit, perLocale((locale) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay }))];
  }),
);

export const millis = (moment: Moment): number => new Date(moment).getTime();

/** "now", "42s ago", "3d ago", "in 5m". */
export function formatAgo(moment: Moment, now: number, locale: string): string {
  const span = millis(moment) - now;
  // A clock a little ahead of ours must not put the past into the future.
  if (Math.abs(span) < 2 * SECOND) return relative(locale).format(0, 'second');
  const [unit, size] = largest(span);
  return relative(locale).format(Math.trunc(span / size), unit);
}

/** A length of time in its largest unit, for columns: "3d", "14m". Milliseconds. */
export function formatSpan(span: number, locale: string): string {
  const [unit, size] = largest(span);
  const count = Math.max(0, Math.trunc(span / size));
  return units.get(unit)?.(locale).format(count) ?? String(count);
}

/** How long something took: to a tenth of a second while that tells, else as `formatSpan`. Milliseconds. */
export function formatDuration(span: number, locale: string): string {
  return span < 10 * SECOND ? tenths(locale).format(Math.max(0, span) / SECOND) : formatSpan(span, locale);
}

/** Date, time to the second and zone, as the person's browser is set. */
export const formatExact = (moment: Moment, locale: string): string => exact(locale).format(millis(moment));

/** "14:02" when it was today, else with the day: for "as of". */
export function formatClock(moment: Moment, now: number, locale: string): string {
  const at = new Date(moment);
  const sameDay = at.toDateString() === new Date(now).toDateString();
  return (sameDay ? clockTime(locale) : dayAndTime(locale)).format(at);
}
