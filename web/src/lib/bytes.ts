const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

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
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
  return `${number} ${units[power] ?? 'B'}`;
}
