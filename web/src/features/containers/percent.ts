import { perLocale } from '../../lib/formatter.ts';

const small = perLocale(
  (locale) => new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }),
);
const large = perLocale((locale) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }));

/** Percent of one core: "2.1%", "240%". */
export const formatPercent = (percent: number, locale: string): string => (percent < 99.95 ? small : large)(locale).format(percent / 100);
