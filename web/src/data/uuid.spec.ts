import { expect, it } from 'vitest';
import { randomUuid } from './uuid.ts';

it('makes version 4 UUIDs, each another', () => {
  const many = Array.from({ length: 200 }, randomUuid);
  for (const uuid of many) expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(many).size).toBe(many.length);
});
