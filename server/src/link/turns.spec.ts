import { describe, expect, it } from 'vitest';
import { Turns } from './turns.ts';

describe('Turns', () => {
  it('does work of one key in order, also after a failure, and of others at once', async () => {
    const turns = new Turns();
    const done: string[] = [];
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const first = turns.take('a', async () => {
      await held;
      done.push('a1');
      throw new Error('a1 failed');
    });
    const second = turns.take('a', () => Promise.resolve(done.push('a2')));
    await turns.take('b', () => Promise.resolve(done.push('b')));
    expect(done).toEqual(['b']);
    release();
    await expect(first).rejects.toThrow('a1 failed');
    await expect(second).resolves.toBe(3);
    expect(done).toEqual(['b', 'a1', 'a2']);
  });
});
