import { StringDecoder } from 'node:string_decoder';

/** Longest line believed. */
const MAX_LINE = 4 * 1024 * 1024;

/** Cuts a stream of JSON documents, one a line, into their texts. */
export class LineDecoder {
  readonly #utf8 = new StringDecoder('utf8');
  #rest = '';

  /** The complete lines. @throws RangeError when a line has no end */
  push(chunk: Buffer): string[] {
    const lines = (this.#rest + this.#utf8.write(chunk)).split('\n');
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > MAX_LINE) throw new RangeError('A line is too long.');
    return lines.filter((line) => line.trim() !== '');
  }
}
