import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '@longshore/contract/events';
import { until } from '../test-support/fake-engine.ts';
import { EventLog, EVENTS_KEPT } from './events.ts';
import { LinkSession } from './link/session.ts';

const log = pino({ level: 'silent' });
const occurrence = (Action: string) => ({
  Type: 'container',
  Action,
  Actor: { ID: 'a', Attributes: { name: 'web' } },
  time: 1,
  timeNano: '1000000001',
  text: '',
});

function server(answer: (events: EngineEvent[]) => unknown = () => ({ ok: true, data: null })) {
  const batches: EngineEvent[][] = [];
  const socket = {
    connected: true,
    emit: () => undefined,
    timeout: () => ({
      emitWithAck: (_name: string, payload: unknown) => {
        const { events } = payload as { events: EngineEvent[] };
        batches.push(events);
        return Promise.resolve(answer(events));
      },
    }),
  };
  return { batches, session: new LinkSession(socket), seqs: () => batches.flat().map((event) => event.seq) };
}

describe('EventLog', () => {
  it('numbers events and tells those before the first link too', async () => {
    const events = new EventLog('e', log);
    events.add(occurrence('start'));
    events.add(occurrence('exec_create: sh -c "a: b"'));
    const { session, batches, seqs } = server();
    events.attach(session, null);
    await until(() => seqs().length === 2);
    expect(batches[0]).toMatchObject([
      { seq: 1, time: '1000000001', type: 'container', action: 'start', id: 'a', name: 'web' },
      { seq: 2, action: 'exec_create', attributes: { command: 'sh -c "a: b"' } },
    ]);
  });

  it('begins with what the server has not, of the same epoch', async () => {
    const events = new EventLog('e', log);
    for (let count = 0; count < 5; count += 1) events.add(occurrence('start'));
    const { session, seqs } = server();
    events.attach(session, { epoch: 'e', eventSeq: 3 });
    await until(() => seqs().length === 2);
    expect(seqs()).toEqual([4, 5]);
  });

  it('tells all again to a server that acknowledged nothing, and nothing that it did', async () => {
    const events = new EventLog('e', log);
    const first = server(() => new Promise(() => undefined));
    events.attach(first.session, null);
    events.add(occurrence('start'));
    await until(() => first.seqs().length === 1);
    events.detach();
    const again = new EventLog('e', log);
    again.add(occurrence('start'));
    const second = server();
    again.attach(second.session, null);
    await until(() => second.seqs().length === 1);
    again.add(occurrence('stop'));
    await until(() => second.seqs().length === 2);
    expect(second.seqs()).toEqual([1, 2]);
  });

  it('goes on after events that the server refuses', async () => {
    const events = new EventLog('e', log);
    const { session, seqs } = server((batch) =>
      batch[0]?.seq === 1 ? { ok: false, error: { code: 'invalid', message: 'no' } } : { ok: true, data: null },
    );
    events.attach(session, null);
    events.add(occurrence('start'));
    await until(() => seqs().length === 1);
    events.add(occurrence('stop'));
    await until(() => seqs().length === 2);
    expect(seqs()).toEqual([1, 2]);
  });

  it('gives up the oldest when there are too many', async () => {
    const events = new EventLog('e', log);
    for (let count = 0; count < EVENTS_KEPT * 2; count += 1) events.add(occurrence('start'));
    const { session, seqs } = server();
    events.attach(session, null);
    await until(() => seqs().at(-1) === EVENTS_KEPT * 2);
    expect(seqs().length).toBeGreaterThanOrEqual(EVENTS_KEPT);
    expect(seqs().length).toBeLessThan(EVENTS_KEPT * 1.2);
    expect(seqs()).toEqual([...seqs()].sort((a, b) => a - b));
  });
});
