import { InvalidError, type FieldError } from '@longshore/contract/errors';
import type { z } from 'zod';

type Path = readonly PropertyKey[];

/** A value as its schema gives it. @throws InvalidError with the path of each wrong field */
export function validate<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const outcome = schema.safeParse(value);
  if (!outcome.success) throw new InvalidError(outcome.error.issues.flatMap((issue) => fieldErrors(issue, [])));
  const unstorable = unstorableTexts(outcome.data, []);
  if (unstorable.length > 0) throw new InvalidError(unstorable);
  return outcome.data;
}

const field = (path: Path, message: string): FieldError => ({
  path: path.map((key) => (typeof key === 'symbol' ? String(key) : key)),
  message,
});

/** Each unknown key is an error of its own, and of a union the branch that came closest is told. */
function fieldErrors(issue: z.core.$ZodIssue, base: Path): FieldError[] {
  const path = [...base, ...issue.path];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => field([...path, key], 'is not known here'));
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [field(path, issue.message)];
  const closest = issue.errors.find((branch) => branch.some((inner) => inner.path.length > 0 || inner.code !== 'invalid_type'));
  if (closest !== undefined) return closest.flatMap((inner) => fieldErrors(inner, path));
  const expected = issue.errors.flat().map((inner) => (inner.code === 'invalid_type' ? inner.expected : inner.message));
  return [field(path, `Invalid input: expected ${[...new Set(expected)].join(' or ')}`)];
}

/** NUL and halves of surrogate pairs are JSON, but neither PostgreSQL nor an engine takes them. */
function unstorableTexts(value: unknown, path: Path): FieldError[] {
  if (typeof value === 'string') return /\0|\p{Surrogate}/u.test(value) ? [field(path, 'must not hold NUL or broken characters')] : [];
  if (Array.isArray(value)) return value.flatMap((item, index) => unstorableTexts(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => unstorableTexts(item, [...path, key]));
}
