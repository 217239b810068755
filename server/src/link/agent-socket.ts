import type { Socket } from 'socket.io';
import type { ServerToAgent } from '@longshore/contract/sockets/agent';
import type { Untrusted } from '../sockets/socket-server.ts';
import type { LinkSocket } from './link.ts';

export type AgentIo = Socket<Untrusted, ServerToAgent>;

/** The socket of an agent as its link uses it. */
export function linkSocket(socket: AgentIo): LinkSocket {
  return {
    emit: (name, ...args) => void (socket as Socket).emit(name, ...args),
    disconnect: () => void socket.disconnect(true),
    isAlive: (withinMs) => answersHeartbeat(socket, withinMs),
  };
}

/** Asks for a heartbeat out of turn: does the other end still answer? */
function answersHeartbeat({ conn }: AgentIo, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (alive: boolean) => (): void => {
      clearTimeout(timer);
      conn.off('heartbeat', answered);
      conn.off('close', closed);
      resolve(alive);
    };
    const [answered, closed] = [settle(true), settle(false)];
    const timer = setTimeout(closed, withinMs);
    conn.once('heartbeat', answered);
    conn.once('close', closed);
    if (conn.readyState === 'open') conn.transport.send([{ type: 'ping' }]);
    else closed();
  });
}
