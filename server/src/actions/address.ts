import type { Socket } from 'node:net';

/** Address of the peer as people write it: an IPv4 address seen through an IPv6 socket is that IPv4 address. */
export const addressOf = (socket: Pick<Socket, 'remoteAddress'>): string => (socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/, '');
