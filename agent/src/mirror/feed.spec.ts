import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MirrorDelta, MirrorSnapshot } from '@longshore/contract/mirror';
import { inspectDocument } from '../../test-support/fake-engine.ts';
import { InspectDocument } from '../engine/documents.ts';
import { LinkSession } from '../link/session.ts';
import { rowOf } from './container-row.ts';
import { EngineHealth } from './engine-health.ts';
import { MirrorFeed } from './feed.ts';
import { Mirror } from './mirror.ts';

const row = (id: string, state = 'running') => rowOf(InspectDocument.parse(inspectDocument(id, state)));

function play() {
  const mirror = new Mirror();
  const health = new EngineHealth();
  const told: [string, unknown][] = [];
  const socket = {
    connected: true,
    emit: (name: string, payload: unknown) => void told.push([name, payload]),
    timeout: () => ({ emitWithAck: () => Promise.resolve({ ok: true, data: null }) }),
  };
  const feed = new MirrorFeed(mirror, health);
  return { mirror, health, told, socket, feed, session: new LinkSession(socket) };
}

describe('MirrorFeed', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  it('does not show a part of the first list', () => {
    const { mirror, told, feed, session } = play();
    feed.attach(session, null);
    mirror.put(row('a'));
    vi.advanceTimersByTime(1000);
    expect(told).toEqual([]);
    mirror.setReady();
    expect(told.map(([name]) => name)).toEqual(['mirror:snapshot']);
  });

  it('tells the first change at once and those after it together', () => {
    const { mirror, told, feed, session } = play();
    mirror.setReady();
    feed.attach(session, null);
    vi.advanceTimersByTime(100);
    mirror.put(row('a'));
    mirror.put(row('b'));
    mirror.put(row('c'));
    expect(told.slice(1).map(([, delta]) => (delta as MirrorDelta).changes.length)).toEqual([1]);
    vi.advanceTimersByTime(20);
    expect(told.slice(1).map(([, delta]) => [(delta as MirrorDelta).from, (delta as MirrorDelta).revision])).toEqual([
      [0, 1],
      [1, 3],
    ]);
  });

  it('tells a server that was away only what it missed', () => {
    const { mirror, told, feed, session } = play();
    mirror.setReady();
    mirror.put(row('a'));
    mirror.put(row('b'));
    feed.attach(session, { epoch: mirror.epoch, revision: 1, eventSeq: 0 });
    expect(told).toMatchObject([['mirror:delta', { from: 1, revision: 2 }]]);
  });

  it('begins anew for a server that knew another epoch, or lost its place', () => {
    const { mirror, told, feed, session } = play();
    mirror.setReady();
    mirror.put(row('a'));
    feed.attach(session, { epoch: 'another', revision: 1, eventSeq: 0 });
    feed.resend();
    expect(told.map(([name, body]) => [name, (body as MirrorSnapshot).rows.container.length])).toEqual([
      ['mirror:snapshot', 1],
      ['mirror:snapshot', 1],
    ]);
  });

  it('is silent without a session, and tells the status with the next', () => {
    const { mirror, told, feed, session, health } = play();
    mirror.setReady();
    feed.attach(session, null);
    feed.detach();
    told.length = 0;
    mirror.put(row('a'));
    health.setUnreachable(new Error('gone'));
    vi.advanceTimersByTime(1000);
    expect(told).toEqual([]);
    feed.attach(session, null);
    expect(told.map(([name]) => name)).toEqual(['engine:status', 'mirror:snapshot']);
  });
});
