import { describe, expect, it } from 'vitest';
import type { HostDirectory } from '../hosts/host-directory.ts';
import { Refusals } from './refusals.ts';

describe('refusals', () => {
  it('keeps what an agent made us say short, and in a form that can be stored', () => {
    const observed: unknown[] = [];
    const hosts = { byKey: () => ({ id: 'h', name: 'web-1' }), observe: (_host: unknown, seen: unknown) => void observed.push(seen) };
    const refusals = new Refusals(hosts as unknown as HostDirectory);
    refusals.record(
      { code: 'link_refused', message: `labels.\0\ud800${'x'.repeat(100_000)}`, hint: 'Upgrade.' },
      { address: '10.0.0.1', hostname: 'web\0', key: 'k' },
    );
    const [refusal] = refusals.recent();
    expect(refusal).toMatchObject({ host: 'h', hostname: 'web\ufffd', error: { code: 'link_refused', hint: 'Upgrade.' } });
    expect(refusal!.error.message).toBe(`labels.\ufffd\ufffd${'x'.repeat(491)}`);
    expect(observed).toEqual([{ refusal }]);
  });
});
