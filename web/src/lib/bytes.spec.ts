import { describe, expect, it } from 'vitest';
import { formatBytes, formatExactBytes } from './bytes.ts';

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [1023, '1,023 B'],
    [1024, '1 KiB'],
    [88_291_043, '84.2 MiB'],
    [1_299_227_607, '1.21 GiB'],
    [536_870_912, '512 MiB'],
    [3 * 1024 ** 5, '3 PiB'],
    [5000 * 1024 ** 5, '5,000 PiB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(formatBytes(bytes, 'en')).toBe(text);
  });

  it('never says 1,024 of a unit', () => {
    expect(formatBytes(1024 ** 2 - 1, 'en')).toBe('1 MiB');
    expect(formatBytes(1023.4 * 1024, 'en')).toBe('1,023 KiB');
  });
});

it('formatExactBytes tells every byte', () => {
  expect(formatExactBytes(88_291_043, 'en')).toBe('88,291,043 B');
});
