import { nanosOf } from '../../engine/times.ts';

const UNIT_NANOS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

/**
 * Nanoseconds since the epoch of a time as people give it (LogTime of the contract): ISO 8601, UTC where no zone is named;
 * seconds since the epoch; or a duration before `now` (milliseconds since the epoch). Undefined when it is none of these.
 */
export function logTimeNanos(text: string, now: number): bigint | undefined {
  const [, seconds, fraction = ''] = /^(\d{1,12})(?:\.(\d{1,9}))?$/.exec(text) ?? [];
  if (seconds !== undefined) return BigInt(seconds) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0'));
  if (/^(?:\d+(?:ns|us|ms|s|m|h))+$/.test(text)) {
    const parts = [...text.matchAll(/(\d+)(ns|us|ms|s|m|h)/g)];
    return parts.reduce((at, [, count = '0', unit = 's']) => at - BigInt(count) * (UNIT_NANOS[unit] ?? 0n), BigInt(now) * 1_000_000n);
  }
  const [, date, minutes = '00:00', toSecond = ':00', zone = 'Z'] =
    /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(:\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/.exec(text) ?? [];
  return date === undefined ? undefined : nanosOf(`${date}T${minutes}${toSecond}${zone}`);
}
