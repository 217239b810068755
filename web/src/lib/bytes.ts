import { perLocale } from './formatter.ts';

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** By digits after the point. */
const numbers = [0, 1, 2].map((maximumFractionDigits) => perLocale((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits })));

/**
 * Bytes in binary units with three digits or so, as docker shows them: 84.2 MiB, 1.21 GiB, 512 B.
 * What would round to 1024 of a unit is one of the next.
 */
export function formatBytes(bytes: number, locale: string): string {
  let power = 0;
  let value = bytes;
  while (power < units.length - 1 && Math.abs(value) >= 1023.5) {
    value /= 1024;
    power += 1;
  }
  const size = Math.abs(value);
  const digits = power === 0 || size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return `${numbers[digits]?.(locale).format(value) ?? value} ${units[power] ?? 'B'}`;
}

/** Every byte of it: "88,291,043 B". */
export const formatExactBytes = (bytes: number, locale: string): string => `${numbers[0]?.(locale).format(bytes) ?? bytes} B`;
