/** Part of the engine's inspect document, whose shape differs between versions: read with care. */
export type Part = Readonly<Record<string, unknown>>;

export const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The part under a path of keys; an empty one when there is none. */
export function partAt(document: unknown, ...path: readonly string[]): Part {
  let value = document;
  for (const key of path) value = isPart(value) ? value[key] : undefined;
  return isPart(value) ? value : {};
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
export const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);
export const partsOf = (value: unknown): Part[] => (Array.isArray(value) ? value.filter(isPart) : []);
export const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);

/** An ISO time; undefined for the year 1, by which Go says never. */
export const timeOf = (value: unknown): string | undefined => {
  const text = textOf(value);
  return text === '' || text.startsWith('0001-') ? undefined : text;
};
