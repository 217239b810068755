import { expect, it } from 'vitest';
import { EventCursor } from './event-cursor.ts';

const event = (timeNano: string, text: string) => ({
  Type: 'container',
  Action: 'start',
  Actor: { ID: 'a', Attributes: {} },
  time: 0,
  timeNano,
  text,
});

it('takes each event once, also when several share a nanosecond and are given again', () => {
  const cursor = new EventCursor();
  const all = [event('1', 'a'), event('2', 'b'), event('2', 'c')];
  expect(all.map((one) => cursor.accept(one))).toEqual([true, true, true]);
  expect(cursor.time).toBe(2n);
  expect([event('2', 'b'), event('2', 'c'), event('2', 'd'), event('3', 'e')].map((one) => cursor.accept(one))).toEqual([
    false,
    false,
    true,
    true,
  ]);
});
