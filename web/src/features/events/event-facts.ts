import type { FleetEvent } from '@longshore/contract/events';
import { perLocale } from '../../lib/formatter.ts';
import { hasMessage, t } from '../../lib/i18n.ts';

const time = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
);
const dayAndTime = perLocale(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    }),
);

/** To the second; with the day when it was not today. @param now milliseconds since the epoch */
export function eventTime(at: string, now: number, locale: string): string {
  const moment = new Date(at);
  const today = moment.toDateString() === new Date(now).toDateString();
  return (today ? time : dayAndTime)(locale).format(moment);
}

/** What kind of object it is about; in the engine's word where we have none. */
export function eventType({ type }: FleetEvent): string {
  const key = `events.type.${type}`;
  return hasMessage(key) ? t(key) : type;
}

/** What it is about, as short as it can be told. */
export const eventObject = ({ name, object }: FleetEvent): string => name || object.replace(/^sha256:/, '').slice(0, 12);

/** Something went wrong: a program failed, ran out of memory or answers its health check no more. */
export const isBad = ({ type, action, attributes }: FleetEvent): boolean =>
  type === 'container' &&
  (action === 'oom' ||
    action === 'health_status: unhealthy' ||
    (action === 'die' && !['0', '143', undefined].includes(attributes.exitCode)));

/** Somebody only looked at it, or typed into it: of little interest among what changed. */
export const isLook = ({ type, action }: FleetEvent): boolean =>
  type === 'container' && (['top', 'attach', 'detach', 'resize'].includes(action) || action.startsWith('exec_'));

/** What happened, with the code of a program that ended. */
export const eventAction = ({ action, attributes: { exitCode } }: FleetEvent): string =>
  action === 'die' && exitCode !== undefined ? `${action} (${exitCode})` : action;

/** What the object does not tell: the image it came from, or who was connected. */
export function eventDetails({ type, attributes: { image, container } }: FleetEvent): string {
  if (type === 'container') return image ?? '';
  return type === 'network' ? (container?.slice(0, 12) ?? '') : '';
}
