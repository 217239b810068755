import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { Backlog, MAX_BACKLOG, MAX_WAITING } from './backlog.ts';

function setUp() {
  const transport = Object.assign(new EventEmitter(), { writable: true });
  const connection = Object.assign(new EventEmitter(), { transport });
  const full = vi.fn();
  const hopeless = vi.fn();
  const backlog = new Backlog(connection, full, hopeless);
  const create = (count: number): void => {
    for (let packet = 0; packet < count; packet += 1) connection.emit('packetCreate');
  };
  return { transport, connection, full, hopeless, backlog, create };
}

describe('Backlog', () => {
  it('is full once, when packets pile up, and not when they flow', () => {
    const { connection, full, create } = setUp();
    for (let round = 0; round < 10; round += 1) {
      create(MAX_BACKLOG - 1);
      connection.emit('drain');
    }
    expect(full).not.toHaveBeenCalled();
    create(MAX_BACKLOG + 20);
    expect(full).toHaveBeenCalledOnce();
  });

  it('gives up on who lets answers pile up without reading them', () => {
    const { full, hopeless, create } = setUp();
    create(MAX_WAITING - 1);
    expect([full, hopeless].map(({ mock }) => mock.calls.length)).toEqual([1, 0]);
    create(1);
    expect(hopeless).toHaveBeenCalledOnce();
  });

  it('is empty when the network has taken the last batch', async () => {
    const { transport, backlog } = setUp();
    await backlog.empty();
    transport.writable = false;
    const emptied = vi.fn();
    const waiting = backlog.empty().then(emptied);
    transport.emit('ready');
    await Promise.resolve();
    expect(emptied).not.toHaveBeenCalled();
    transport.writable = true;
    transport.emit('ready');
    await waiting;
    expect(transport.listenerCount('ready')).toBe(0);
  });

  it('does not wait for a connection that closes', async () => {
    const { transport, connection, backlog } = setUp();
    transport.writable = false;
    const waiting = backlog.empty();
    connection.emit('close');
    await waiting;
    expect(connection.listenerCount('close')).toBe(0);
  });
});
