import type { ErrorBody } from '@longshore/contract/errors';
import { creditOf, encodeJsonFrame, FRAME, FRAME_HEADER, frameType, WINDOW, writeStreamId } from '@longshore/contract/streams/frames';
import type { StreamOrder } from '@longshore/contract/streams/open';
import type { RelayEnd } from './relay-end.ts';

/** One side of a relayed stream. */
interface Side {
  readonly end: RelayEnd;
  readonly id: number;
  /** Bytes of data that came from here and that the other side has not said to have used up. */
  underway: number;
  ended: boolean;
}

const side = (end: RelayEnd, id: number): Side => ({ end, id, underway: 0, ended: false });

/**
 * Frames of one stream that may wait for a socket. Credit bounds the bytes; this bounds how small a sender may chop them,
 * and how many control frames it may pile up.
 */
const MAX_QUEUED_FRAMES = 65_536;
/** Their bytes: those that credit allows, and as many of control frames, which need none. */
const MAX_QUEUED_BYTES = 2 * WINDOW;

const flowViolation: ErrorBody = { code: 'flow_control', message: 'More came on this stream than was allowed.' };

/**
 * A stream that passes through: opened by a client (a browser tab or a far end in this process) and carried to an agent.
 * Frames are passed on as they are, under another id; the credit that both sides grant each other is only watched,
 * so that a side which ignores it cannot fill this server's memory.
 */
export class RelayedStream {
  readonly #client: Side;
  #agent: Side | undefined;
  #interactive = false;
  #over = false;
  /** What the client sent before the way to the agent was there. */
  readonly #early: Uint8Array<ArrayBuffer>[] = [];
  /** Called once, when the stream is over. */
  closed: (() => void) | undefined;

  constructor(client: RelayEnd, id: number) {
    this.#client = side(client, id);
  }

  get over(): boolean {
    return this.#over;
  }

  /** Carries it to an agent from here on. */
  connect(agent: RelayEnd, order: StreamOrder): void {
    if (this.#over) return;
    if (agent.closed !== undefined) {
      this.reset(agent.closed);
      return;
    }
    this.#interactive = order.interactive;
    this.#agent = side(agent, agent.enlist(this));
    agent.writer.write(this.#agent.id, encodeJsonFrame(FRAME.open, this.#agent.id, order), order.interactive);
    for (const frame of this.#early.splice(0)) this.forward(this.#client.end, frame);
  }

  /** Ends it for both sides, with a reason. */
  reset(error: ErrorBody): void {
    if (this.#over) return;
    for (const one of [this.#client, this.#agent]) if (one !== undefined) this.#sendReset(one, error);
    this.#finish();
  }

  /** The socket of one side is gone: the other side is told. */
  lost(end: RelayEnd, error: ErrorBody): void {
    if (this.#over) return;
    const other = this.#other(end);
    if (other !== undefined) this.#sendReset(other, error);
    this.#finish();
  }

  /** @internal Passes a frame on to the other side. */
  forward(from: RelayEnd, frame: Uint8Array<ArrayBuffer>): void {
    if (this.#over) return;
    const sender = from === this.#client.end ? this.#client : this.#agent;
    if (sender === undefined) return;
    const receiver = this.#other(from);
    if (receiver === undefined) {
      this.#keep(frame);
      return;
    }
    if (!this.#account(sender, receiver, frame)) {
      this.reset(flowViolation);
      return;
    }
    if (frameType(frame) === FRAME.reset) receiver.end.writer.drop(receiver.id);
    writeStreamId(frame, receiver.id);
    receiver.end.writer.write(receiver.id, frame, this.#interactive);
    const { writer } = receiver.end;
    if (writer.framesOf(receiver.id) > MAX_QUEUED_FRAMES || writer.queuedOf(receiver.id) > MAX_QUEUED_BYTES) this.reset(flowViolation);
    else if (frameType(frame) === FRAME.reset || (sender.ended && receiver.ended)) this.#finish();
  }

  /** Keeps the book of credit. False: the sender broke the rules. */
  #account(sender: Side, receiver: Side, frame: Uint8Array): boolean {
    switch (frameType(frame)) {
      case FRAME.data:
        sender.underway += frame.length - FRAME_HEADER;
        return sender.underway <= WINDOW && !sender.ended;
      case FRAME.credit:
        receiver.underway -= creditOf(frame);
        return receiver.underway >= 0;
      case FRAME.end:
        sender.ended = true;
        return true;
      default:
        return frameType(frame) === FRAME.message || frameType(frame) === FRAME.reset;
    }
  }

  #keep(frame: Uint8Array<ArrayBuffer>): void {
    if (frameType(frame) === FRAME.reset) {
      this.#finish();
      return;
    }
    this.#early.push(frame);
    const bytes = this.#early.reduce((sum, { length }) => sum + length, 0);
    if (bytes > WINDOW || this.#early.length > 1000) this.reset(flowViolation);
  }

  #other(end: RelayEnd): Side | undefined {
    return end === this.#client.end ? this.#agent : this.#client;
  }

  #sendReset({ end, id }: Side, error: ErrorBody): void {
    end.writer.drop(id);
    if (end.closed === undefined) end.writer.write(id, encodeJsonFrame(FRAME.reset, id, error), this.#interactive);
  }

  #finish(): void {
    this.#over = true;
    this.#early.length = 0;
    this.#client.end.forget(this.#client.id);
    this.#agent?.end.forget(this.#agent.id);
    this.closed?.();
  }
}
