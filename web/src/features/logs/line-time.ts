const two = (value: number): string => String(value).padStart(2, '0');

/**
 * The clock time of a line in the person's zone to the second, with its day unless that is today, and its milliseconds with their point.
 * The engine's exact time is in its tip. Both are empty when there is none.
 */
export function lineTime(time: string, now: Date = new Date()): { clock: string; fraction: string } {
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) return { clock: '', fraction: '' };
  const day = at.toDateString() === now.toDateString() ? '' : `${two(at.getMonth() + 1)}-${two(at.getDate())} `;
  return {
    clock: `${day}${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`,
    fraction: `.${String(at.getMilliseconds()).padStart(3, '0')}`,
  };
}
