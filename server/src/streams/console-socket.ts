import { z } from 'zod';
import { ConsoleMessage } from '@longshore/contract/consoles';
import { BadRequestError } from '@longshore/contract/errors';
import type { MuxDuplex } from '@longshore/contract/streams/node';
import type { WebSocket } from 'ws';
import type { WebSocketWriter } from './web-socket-writer.ts';

/** What a program says beside the bytes of a console: a new size, or that no more input comes. */
const FromClient = z.union([
  z.object({ type: z.literal('resize'), cols: z.int().min(1).max(1000), rows: z.int().min(1).max(1000) }),
  z.object({ type: z.literal('eof') }),
]);

/** Joins a plain WebSocket to the stream of a console, in both directions at the pace of the slower one. Resolves when the console has ended. */
export async function runConsole(socket: WebSocket, writer: WebSocketWriter, stream: MuxDuplex): Promise<void> {
  let exit: ConsoleMessage | undefined;
  stream.on('message', (value: unknown) => {
    const message = ConsoleMessage.safeParse(value);
    if (!message.success) return;
    // The end is told behind the last output, which may still be on its way.
    if (message.data.type === 'exit') exit = message.data;
    else writer.message(message.data);
  });
  socket.on('message', (data: Buffer, binary) => {
    if (!binary) control(stream, data.toString('utf8'));
    else if (!stream.write(data)) {
      socket.pause();
      stream.once('drain', () => socket.resume());
    }
  });
  for await (const chunk of stream as AsyncIterable<Uint8Array>) await writer.bytes(chunk);
  // Input that the console did not wait for may have paused it, and a paused socket does not hear the other side's goodbye.
  socket.resume();
  if (exit !== undefined) writer.message(exit);
}

function control(stream: MuxDuplex, text: string): void {
  const message = FromClient.safeParse(parseJson(text));
  if (!message.success) stream.destroy(new BadRequestError('The message is neither a resize nor an eof.'));
  else if (message.data.type === 'eof') stream.end();
  else stream.message(message.data);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
