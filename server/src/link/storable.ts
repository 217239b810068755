/**
 * The same value without what PostgreSQL cannot keep in JSON or text: NUL, and halves of surrogate pairs. Engines pass on
 * whatever bytes a program printed, and one such byte must not keep an outcome or a batch of events from being stored.
 */
export function storable<T>(value: T): T {
  return clean(value) as T;
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return /\0|\p{Surrogate}/u.test(value) ? value.replaceAll(/\0|\p{Surrogate}/gu, '\ufffd') : value;
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [clean(key), clean(item)]));
}
