import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { LinkLostError, type CodedError } from '@longshore/contract/errors';
import type { LinkWelcome } from '@longshore/contract/sockets/agent';
import type { ProxyAgent } from 'proxy-agent';
import type { Log } from '../log.ts';
import { Backoff } from './backoff.ts';
import { connect } from './connection.ts';
import { Handshake, type HandshakeParts } from './handshake.ts';
import type { ServerHandlers } from './requests.ts';
import type { LinkSession } from './session.ts';
import type { TokenSource } from './token-source.ts';

/** A link that held so many milliseconds was a good one: the next loss starts with short waits again. */
const HELD_MS = 2000;

export interface LinkParts extends Omit<HandshakeParts, 'joinToken'> {
  joinToken: TokenSource;
  server: URL;
  proxy: ProxyAgent | undefined;
  handlers: ServerHandlers;
  log: Log;
}

/** The link to the server, made again whenever it is lost. Emits `up` with each new session and `down` after it. */
export class Link extends EventEmitter<{ up: [LinkSession, LinkWelcome]; down: [] }> {
  readonly #parts: LinkParts;
  readonly #backoff = new Backoff();
  #complaint = '';

  constructor(parts: LinkParts) {
    super();
    this.#parts = parts;
  }

  /** Runs until the signal is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    const stopped = () => signal.aborted;
    while (!stopped()) {
      const { up, reason } = await this.#once(signal);
      if (stopped()) return;
      if (up !== undefined && performance.now() - up > HELD_MS) this.#backoff.reset();
      // Timeouts and broken connections heal by themselves; all else somebody has to do something about.
      const passing = reason instanceof LinkLostError || reason.code === 'timeout' || reason.code === 'link_lost';
      const wait = passing ? this.#backoff.next() : this.#backoff.afterRefusal();
      this.#complain(reason, wait);
      await delay(wait, undefined, { signal }).catch(() => undefined);
    }
  }

  /** One connection; when it was up (by the clock of performance.now), and why it ended. */
  async #once(signal: AbortSignal): Promise<{ up: number | undefined; reason: CodedError }> {
    const { server, proxy, handlers, log } = this.#parts;
    let up: number | undefined;
    const handshake = new Handshake({ ...this.#parts, joinToken: await this.#parts.joinToken(signal) });
    const welcomed = (session: LinkSession, welcome: LinkWelcome) => {
      up = performance.now();
      this.#complaint = '';
      log.info({ server: server.origin, host: welcome.hostName, protocol: welcome.protocol }, 'linked to the server');
      this.emit('up', session, welcome);
    };
    const reason = await connect({ server, proxy, handshake, handlers, log, up: welcomed }, signal);
    if (up !== undefined) this.emit('down');
    return { up, reason };
  }

  /** One line per reason, not one per try. */
  #complain(reason: CodedError, wait: number): void {
    const { log, server } = this.#parts;
    const line = { server: server.origin, code: reason.code, reason: reason.message, hint: reason.extra.hint, retryInMs: Math.round(wait) };
    if (reason.message === this.#complaint) log.debug(line, 'no link to the server');
    else log.warn(line, 'no link to the server');
    this.#complaint = reason.message;
  }
}
