/** Keeps what `make` makes, one per language: Intl's formatters are slow to make, and lists draw thousands of times. */
export function perLocale<T>(make: (locale: string) => T): (locale: string) => T {
  const made = new Map<string, T>();
  return (locale) => {
    let kept = made.get(locale);
    if (kept === undefined) {
      kept = make(locale);
      made.set(locale, kept);
    }
    return kept;
  };
}
