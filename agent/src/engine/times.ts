/** Times as the engine writes and takes them: nanoseconds matter, so numbers of JavaScript do not do. */

const RFC3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/;

/** Nanoseconds since the epoch of an RFC 3339 time; undefined when it is none. */
export function nanosOf(time: string): bigint | undefined {
  const [, toSecond, fraction = '', zone] = RFC3339.exec(time) ?? [];
  if (toSecond === undefined || zone === undefined) return undefined;
  const milliseconds = Date.parse(`${toSecond}${zone}`);
  return Number.isNaN(milliseconds) ? undefined : BigInt(milliseconds) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}

/** `seconds.nanoseconds`, as the engine takes `since` and `until`. */
export function engineTime(nanos: bigint): string {
  const sign = nanos < 0n ? '-' : '';
  const absolute = nanos < 0n ? -nanos : nanos;
  return `${sign}${absolute / 1_000_000_000n}.${String(absolute % 1_000_000_000n).padStart(9, '0')}`;
}

/** Seconds since the epoch, to the millisecond; undefined for Go's zero time, which says "never". */
export function secondsOf(time: string): number | undefined {
  if (time === '' || time.startsWith('0001-01-01')) return undefined;
  const nanos = nanosOf(time);
  return nanos === undefined ? undefined : Number(nanos / 1_000_000n) / 1000;
}
