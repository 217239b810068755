import { describe, expect, it, vi } from 'vitest';
import { Link } from './link.ts';

function setUp() {
  const sent: { name: string; answer: ((said: unknown) => void) | undefined }[] = [];
  const disconnect = vi.fn();
  const socket = {
    emit: (name: string, _order: unknown, answer?: unknown) => sent.push({ name, answer: answer as (said: unknown) => void }),
    disconnect,
    isAlive: () => Promise.resolve(true),
  };
  const link = new Link({ hostId: 'h', hostName: () => 'web', capabilities: [], asked: [], socket });
  return { link, sent, disconnect };
}
const order = { id: 'q', action: 'container.top', containers: [], args: {} };

describe('Link', () => {
  it('gives the answer, or the error, of the agent', async () => {
    const { link, sent } = setUp();
    const good = link.request('query:run', order, 1000);
    sent[0]!.answer!({ ok: true, data: { a: 1 } });
    await expect(good).resolves.toEqual({ a: 1 });
    const bad = link.request('query:run', order, 1000);
    sent[1]!.answer!({ ok: false, error: { code: 'engine_error', message: 'port is already allocated' } });
    await expect(bad).rejects.toMatchObject({ code: 'engine_error', message: 'port is already allocated' });
    const odd = link.request('query:run', order, 1000);
    sent[2]!.answer!('yes');
    await expect(odd).rejects.toMatchObject({ code: 'internal' });
  });

  it('gives up after the deadline, which signs of progress put off', async () => {
    vi.useFakeTimers();
    try {
      const { link } = setUp();
      let again: () => void = () => undefined;
      const asked = link.request('query:run', order, 1000, { prolong: (prolong) => (again = prolong) });
      const outcome = expect(asked).rejects.toMatchObject({ code: 'timeout' });
      await vi.advanceTimersByTimeAsync(900);
      again();
      await vi.advanceTimersByTimeAsync(900);
      const settled = vi.fn();
      asked.catch(settled);
      await Promise.resolve();
      expect(settled).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(200);
      await outcome;
    } finally {
      vi.useRealTimers();
    }
  });

  it('tells whoever waits when the link is lost or nobody wants the answer any more', async () => {
    const { link } = setUp();
    const left = new AbortController();
    const abandoned = link.request('query:run', order, 1000, { signal: left.signal });
    left.abort();
    await expect(abandoned).rejects.toMatchObject({ code: 'cancelled' });
    const waiting = link.request('query:run', order, 1000);
    const closed = vi.fn();
    link.on('closed', closed);
    link.lost();
    link.lost();
    await expect(waiting).rejects.toMatchObject({ code: 'link_lost' });
    await expect(link.request('query:run', order, 1000)).rejects.toMatchObject({ code: 'link_lost' });
    expect(closed).toHaveBeenCalledOnce();
  });

  it('says why before it hangs up, and nothing afterwards', () => {
    const { link, sent, disconnect } = setUp();
    link.cut({ code: 'link_refused', message: 'revoked' });
    link.send('mirror:resend', {});
    expect(sent.map(({ name }) => name)).toEqual(['link:refused']);
    expect(disconnect).toHaveBeenCalledOnce();
  });
});
