import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';

const viewer = (scope: Parameters<typeof decide>[0]['bindings'][number]['scope']) => ({ bindings: [{ role: 'viewer', scope }] });
const sees = (name: string, labels: Record<string, string>): boolean =>
  decide(viewer({ kind: 'label', name }), 'container.list', { labels }).allowed;

describe('a label as a scope', () => {
  it('covers what carries it, with any value or the one it names', () => {
    expect([sees('team', { team: 'pay' }), sees('team', { team: '' }), sees('team', {})]).toEqual([true, true, false]);
    const valued = viewer({ kind: 'label', name: 'team', value: 'pay' });
    expect(decide(valued, 'container.list', { labels: { team: 'shop' } }).allowed).toBe(false);
  });

  it.each(['constructor', 'toString', '__proto__'])('called %s covers nothing that does not carry it', (name) => {
    expect(sees(name, {})).toBe(false);
  });
});
