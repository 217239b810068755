import type { Session } from '@longshore/contract/identity';
import { createPinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp, h } from 'vue';
import { provideData } from './data.ts';
import { useFleet } from './fleet.ts';
import { Live } from './live.ts';
import { useOperations } from './operations.ts';
import { useSession } from './session.ts';
import { Streams } from './streams.ts';
import { FakeLiveSocket } from './testing/fake-live-socket.ts';
import { FakeWebSocket } from './testing/fake-web-socket.ts';
import { makeHost } from './testing/rows.ts';

const makeSession = (id: string): Session => ({
  user: {
    id,
    username: id,
    displayName: id,
    disabled: false,
    language: null,
    theme: 'system',
    createdAt: '2026-01-01T00:00:00Z',
    lastSignInAt: null,
    teams: [],
    bindings: [],
  },
  bindings: [],
  expiresAt: null,
  serverVersion: '0.1.0',
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function setUp() {
  const fake = new FakeLiveSocket();
  const socket = new FakeWebSocket();
  const streams = new Streams(() => socket);
  const parts = {} as { fleet: ReturnType<typeof useFleet>; operations: ReturnType<typeof useOperations> };
  const app = createApp({
    setup() {
      parts.fleet = useFleet();
      parts.operations = useOperations();
      return () => h('div');
    },
  });
  app.use(createPinia());
  const session = useSession();
  provideData(app, new Live(fake.socket), streams);
  app.mount(document.createElement('div'));
  const signIn = (id: string) => {
    session.begin(makeSession(id));
    fake.accept();
    fake.last('fleet:watch').ack({ ok: true, data: { hosts: [makeHost('h')], rows: 0, operations: [] } } as never);
    fake.tell('fleet:ready');
  };
  return { fake, socket, streams, session, signIn, ...parts };
}

describe('provideData', () => {
  it('connects while somebody is signed in, and forgets everything when they are not any more', () => {
    const { fake, session, signIn, fleet, streams, socket } = setUp();
    expect(fake.tries).toBe(0);
    signIn('ann');
    expect(fleet.hosts.size).toBe(1);
    const close = vi.fn();
    streams.open({ action: 'container.attach', host: 'h', containers: ['c'], args: {} }).listen({ close });
    socket.accept();
    session.end();
    expect(fleet.hosts.size).toBe(0);
    expect(fake.connected).toBe(false);
    expect(close).toHaveBeenCalledExactlyOnceWith({ code: 'unauthenticated', message: 'You are signed out.' });
  });

  it('connects anew for somebody else', () => {
    const { fake, session, signIn } = setUp();
    signIn('ann');
    session.begin(makeSession('ann'));
    expect(fake.tries).toBe(1);
    session.begin(makeSession('bob'));
    expect(fake.tries).toBe(2);
  });

  it('hears that the session changed or ended', () => {
    const { fake, session, signIn } = setUp();
    signIn('ann');
    const changed = makeSession('ann');
    fake.tell('session:changed', changed);
    expect(session.session).toEqual(changed);
    fake.tell('session:ended');
    expect(session).toMatchObject({ state: 'signed-out', wasEnded: true });
  });

  it('asks who we are when a connection is refused', async () => {
    const { fake, session, signIn } = setUp();
    signIn('ann');
    const body = { type: 't', title: 't', status: 401, detail: 'Sign in first.', code: 'unauthenticated' };
    vi.stubGlobal('fetch', () =>
      Promise.resolve(new Response(JSON.stringify(body), { status: 401, headers: { 'content-type': 'application/problem+json' } })),
    );
    fake.drop();
    fake.refuse();
    await vi.advanceTimersByTimeAsync(0);
    expect(session.state).toBe('signed-out');
  });

  it('gives up streams over a network that fell silent, and keeps them otherwise', () => {
    const { fake, signIn, streams, socket } = setUp();
    signIn('ann');
    const close = vi.fn();
    streams.open({ action: 'container.attach', host: 'h', containers: ['c'], args: {} }).listen({ close });
    socket.accept();
    fake.drop('transport close');
    expect(close).not.toHaveBeenCalled();
    fake.accept();
    fake.drop('ping timeout');
    expect(close).toHaveBeenCalledOnce();
  });

  it('tries again when it is refused the fleet for no fault of ours, and not when it may not see it', () => {
    const { fake, session } = setUp();
    session.begin(makeSession('ann'));
    fake.accept();
    fake.last('fleet:watch').ack({ ok: false, error: { code: 'forbidden', message: 'No.' } });
    expect(fake.connected).toBe(true);
    fake.tell('fleet:reset');
    fake.last('fleet:watch').ack({ ok: false, error: { code: 'internal', message: 'Oh.' } });
    expect(fake.connected).toBe(false);
    vi.advanceTimersByTime(1000);
    expect(fake.tries).toBe(2);
  });
});
