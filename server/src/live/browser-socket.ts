import type { ServerToBrowser } from '@longshore/contract/sockets/browser';
import type { Server, Socket } from 'socket.io';
import type { Untrusted } from '../sockets/socket-server.ts';

export type BrowserSocket = Socket<Untrusted, ServerToBrowser>;
export type BrowserServer = Server<Untrusted, ServerToBrowser>;
