import type { Readable } from 'node:stream';
import { CodedError } from '@longshore/contract/errors';

/** Reads a whole body as text. @throws CodedError `too_large` past the bound: the rest is not read */
export async function readText(body: Readable, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new CodedError('too_large', `The engine's answer is larger than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes).toString('utf8');
}
