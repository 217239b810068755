import type { Socket } from 'node:net';

/**
 * Hangs up on a peer that sends more than so many bytes before the returned function is called: what somebody unproven
 * says is short, and must not fill our memory.
 */
export function limitBytes(socket: Socket, limit: number): () => void {
  let seen = 0;
  const count = (chunk: Buffer): void => {
    seen += chunk.length;
    if (seen > limit) socket.destroy();
  };
  socket.on('data', count);
  return () => void socket.off('data', count);
}
