import { CancelledError } from '@longshore/contract/errors';
import { describe, expect, it } from 'vitest';
import { KeyedLock } from './keyed-lock.ts';

const forever = () => new AbortController().signal;

describe('KeyedLock', () => {
  it('is given to one at a time, in the order it was asked for', async () => {
    const lock = new KeyedLock();
    const order: number[] = [];
    let inside = 0;
    await Promise.all(
      [1, 2, 3, 4].map(async (number) => {
        const release = await lock.acquire('a', forever());
        inside += 1;
        expect(inside).toBe(1);
        order.push(number);
        await new Promise((resolve) => setTimeout(resolve, 2));
        inside -= 1;
        release();
      }),
    );
    expect(order).toEqual([1, 2, 3, 4]);
    expect(lock.held('a')).toBe(false);
  });

  it('does not make different keys wait for each other', async () => {
    const lock = new KeyedLock();
    await lock.acquire('a', forever());
    await lock.acquire('b', forever());
    expect([lock.held('a'), lock.held('b'), lock.held('c')]).toEqual([true, true, false]);
  });

  it('lets those who wait leave, without losing the turn of the others', async () => {
    const lock = new KeyedLock();
    const release = await lock.acquire('a', forever());
    const leaving = new AbortController();
    const left = lock.acquire('a', leaving.signal);
    const next = lock.acquire('a', forever());
    leaving.abort(new CancelledError('changed my mind'));
    await expect(left).rejects.toThrow('changed my mind');
    release();
    (await next)();
    expect(lock.held('a')).toBe(false);
    await expect(lock.acquire('a', leaving.signal)).rejects.toThrow('changed my mind');
  });
});
