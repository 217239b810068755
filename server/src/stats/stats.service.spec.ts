import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Fleet } from '../fleet/fleet.ts';
import type { Link } from '../link/link.ts';
import type { Links } from '../link/links.ts';
import { StatsService } from './stats.service.ts';

const sample = (id: string, at: number) => ({
  id,
  stats: { at, cpu: 1, memory: 2, memoryLimit: 3, networkIn: 4, networkOut: 5, blockRead: 6, blockWrite: 7, pids: 8 },
});
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('StatsService', () => {
  let told: string[][];
  let links: EventEmitter;
  let fleet: EventEmitter;
  let stats: StatsService;

  beforeEach(() => {
    told = [];
    const link = { hostId: 'h', send: (_: string, { ids }: { ids: string[] }) => told.push(ids) } as unknown as Link;
    links = Object.assign(new EventEmitter(), { get: () => link });
    const host = { id: 'h', mirror: { get: (id: string) => (id === 'gone' ? undefined : {}) } };
    fleet = Object.assign(new EventEmitter(), { host: () => host });
    stats = new StatsService(fleet as unknown as Fleet, links as unknown as Links);
    stats.onModuleInit();
  });

  it('tells an agent once what all lookers together look at, and again when it links anew', async () => {
    stats.look('h', 'a');
    stats.look('h', 'b');
    stats.look('h', 'a');
    await nextTurn();
    stats.lookAway('h', 'a');
    await nextTurn();
    expect(told).toEqual([['a', 'b']]);
    stats.lookAway('h', 'a');
    await nextTurn();
    links.emit('linked', { hostId: 'h' });
    await nextTurn();
    expect(told.slice(1)).toEqual([['b'], ['b']]);
  });

  it('keeps a history of what is looked at, the newest sample of the rest, and nothing of what is gone', () => {
    const heard = vi.fn();
    stats.on('samples', heard);
    stats.look('h', 'a');
    for (let at = 1; at <= 40; at += 1) stats.take('h', [sample('a', at), sample('b', at), sample('gone', at)]);
    expect(stats.recent('h', 'a').map(({ at }) => at)).toEqual(Array.from({ length: 30 }, (_, index) => index + 11));
    expect(stats.recent('h', 'b')).toEqual([sample('b', 40).stats]);
    expect(stats.latest('h', 'gone')).toBeUndefined();
    expect(heard).toHaveBeenLastCalledWith('h', [sample('a', 40), sample('b', 40)]);
    stats.lookAway('h', 'a');
    expect(stats.recent('h', 'a').map(({ at }) => at)).toEqual([40]);
    fleet.emit('update', { kind: 'rows', host: { id: 'h' }, changes: [{ op: 'del', before: { id: 'a' } }] });
    expect(stats.latest('h', 'a')).toBeUndefined();
    fleet.emit('update', { kind: 'host-gone', host: { id: 'h' } });
    expect(stats.latest('h', 'b')).toBeUndefined();
  });
});
