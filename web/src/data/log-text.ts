/** Engines cut what a program writes without a line feed after so many bytes: what is that long goes on in the next message. */
const SPLIT = 16 * 1024;
/** A line longer than so many characters is shown in parts. */
const MAX_LINE = 1024 * 1024;

const LINE_FEED = 0x0a;

/** Puts the lines of one output of one container together again: from messages that hold a part of a line, one, or several. */
export class LineAssembler {
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  /** The beginning of a line whose end has not come. */
  #open = '';

  /** The lines that a message completes, without their ends. What is not UTF-8 is shown as U+FFFD. */
  push(message: Uint8Array): readonly string[] {
    const ended = message.at(-1) === LINE_FEED;
    const goesOn = !ended && message.length >= SPLIT && this.#open.length < MAX_LINE;
    // A character may be split where the message was.
    const text = this.#open + this.#decoder.decode(ended ? message.subarray(0, -1) : message, { stream: goesOn });
    if (goesOn) {
      this.#open = text;
      return [];
    }
    this.#open = '';
    return text.includes('\n') ? text.split('\n').map(withoutReturn) : [withoutReturn(text)];
  }

  /** The output is over: the line that was left open, if any. */
  finish(): readonly string[] {
    const text = this.#open + this.#decoder.decode();
    this.#open = '';
    return text === '' ? [] : [withoutReturn(text)];
  }
}

/** Terminals end their lines with both. */
const withoutReturn = (text: string): string => (text.endsWith('\r') ? text.slice(0, -1) : text);
