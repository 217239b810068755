import { setTimeout as sleep } from 'node:timers/promises';
import { fakeRows } from './fake-rows.ts';
import { attemptLink, makeAgentKey, type AgentKey, type Attempt } from './scripted-agent.ts';

/** How many handshakes of a crowd may be under way at a time when it first joins. */
const JOINING = 50;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 8000;

interface Member {
  name: string;
  key: AgentKey;
  socket?: Attempt['socket'];
  failures: number;
}

/** Thousands of agents without engines in this process, each with a link of its own, that come back as real ones do. */
export class AgentCrowd {
  readonly #members: Member[];
  readonly #rows: number;
  #url: string;
  #closing = false;

  constructor(url: string, count: number, rows: number) {
    this.#url = url;
    this.#rows = rows;
    this.#members = Array.from({ length: count }, (_, index) => ({ name: `crowd-${index}`, key: makeAgentKey(), failures: 0 }));
  }

  get linked(): number {
    return this.#members.filter(({ socket }) => socket?.connected === true).length;
  }

  /** All join with one token and send their first picture. */
  async join(token: string): Promise<void> {
    const waiting = [...this.#members];
    await Promise.all(
      Array.from({ length: JOINING }, async () => {
        for (let member = waiting.shift(); member !== undefined; member = waiting.shift()) await this.#link(member, token);
      }),
    );
  }

  /** One agent's container changes state. @returns the name of the container */
  change(index: number, revision: number): string {
    const member = this.#members[index];
    const row = member && fakeRows(member.name, 1)[0];
    if (member === undefined || row === undefined) throw new RangeError(`No agent ${index}.`);
    member.socket?.emit('mirror:delta', {
      epoch: member.name,
      from: revision - 1,
      revision,
      changes: [{ op: 'put', kind: 'container', row: { ...row, restarts: revision } }],
    });
    return row.name;
  }

  close(): void {
    this.#closing = true;
    for (const { socket } of this.#members) socket?.close();
  }

  async #link(member: Member, token?: string): Promise<void> {
    const { socket, outcome } = await attemptLink(this.#url, {
      key: member.key,
      hostname: member.name,
      ...(token === undefined ? {} : { token }),
    });
    if ('refused' in outcome) {
      socket.close();
      throw new Error(`${member.name} was refused: ${outcome.refused.message}`);
    }
    member.socket = socket;
    member.failures = 0;
    socket.on('disconnect', () => void this.#comeBack(member));
    socket.emit('mirror:snapshot', { epoch: member.name, revision: 0, rows: { container: fakeRows(member.name, this.#rows) } });
  }

  async #comeBack(member: Member): Promise<void> {
    while (!this.#closing) {
      await sleep(Math.random() * Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** member.failures));
      try {
        await this.#link(member);
        return;
      } catch {
        // The server is not there yet: later, and later still.
        member.failures += 1;
      }
    }
  }
}
