import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { toErrorBody, CodedError, type Ack } from '@longshore/contract/errors';
import {
  AGENT_NAMESPACE,
  AGENT_SOCKET_PATH,
  type AgentProof,
  type LinkWelcome,
  type ServerToAgent,
} from '@longshore/contract/sockets/agent';
import { addressOf } from '../actions/address.ts';
import { HostDirectory } from '../hosts/host-directory.ts';
import type { HostEntity } from '../hosts/host.entity.ts';
import { limitBytes } from '../sockets/byte-limit.ts';
import { createSocketServer } from '../sockets/socket-server.ts';
import { UpgradeRouter } from '../sockets/upgrade-router.ts';
import { Admission } from './admission.ts';
import { AgentMessages, agentMessages, type AgentMessage } from './agent-messages.ts';
import { linkSocket, type AgentIo } from './agent-socket.ts';
import { Greeting } from './greeting.ts';
import { Handshake } from './handshake.ts';
import { LinkRefusedError } from './link-refused.ts';
import { Link } from './link.ts';
import { Links } from './links.ts';
import { Refusals, type RefusedAgent } from './refusals.ts';
import { ServerKey } from './server-key.ts';
import { storable } from './storable.ts';

/** A snapshot of some ten thousand containers with long labels. */
const MAX_MESSAGE = 64 * 1024 * 1024;
/** What an agent may send before it is proven: its introduction and its proof are some hundred bytes each. */
const MAX_UNPROVEN = 64 * 1024;
const PROVE_WITHIN = 10_000;
/** A host that vanished without a word is seen to be offline after 11 seconds at most. */
const HEARTBEAT = { every: 6000, within: 5000 };

type Answer = (answer: Ack<unknown>) => void;
const isAnswer = (value: unknown): value is Answer => typeof value === 'function';

/** Where agents connect: proves them, makes their link, and hands on what they say. */
@Injectable()
export class AgentGateway implements OnModuleInit, OnModuleDestroy {
  readonly #logger = new Logger('Link');
  readonly #server = createSocketServer<ServerToAgent>({ maxMessage: MAX_MESSAGE, heartbeat: HEARTBEAT });
  readonly #proven = new WeakMap<object, () => void>();

  constructor(
    private readonly serverKey: ServerKey,
    private readonly hosts: HostDirectory,
    private readonly admission: Admission,
    private readonly greeting: Greeting,
    private readonly links: Links,
    private readonly refusals: Refusals,
    private readonly messages: AgentMessages,
    private readonly upgrades: UpgradeRouter,
  ) {}

  onModuleInit(): void {
    const { io, handleUpgrade, onConnection } = this.#server;
    onConnection(({ request }) => this.#proven.set(request, limitBytes(request.socket, MAX_UNPROVEN)));
    // Whoever comes elsewhere would never be asked for a proof.
    io.use((_socket, next) => next(new Error(`Agents link at ${AGENT_NAMESPACE}.`)));
    io.of(AGENT_NAMESPACE).on('connection', (socket) => this.#meet(socket));
    this.upgrades.handle(AGENT_SOCKET_PATH, ({ request, socket, head }) => handleUpgrade(request, socket, head));
    this.hosts.on('changed', (host) => {
      if (host.revoked) this.links.get(host.id)?.cut(new LinkRefusedError('The key of this host has been revoked.').toBody());
    });
    this.hosts.on('removed', ({ id }) => this.links.get(id)?.cut(new LinkRefusedError('This host was removed.').toBody()));
  }

  async onModuleDestroy(): Promise<void> {
    await this.#server.io.close();
  }

  #meet(socket: AgentIo): void {
    const agent: RefusedAgent = { address: addressOf(socket.request.socket) };
    const refuse = (error: unknown): void => this.#refuse(socket, agent, error);
    try {
      const handshake = Handshake.begin(this.serverKey, socket.id, socket.handshake.auth);
      agent.hostname = handshake.hello.hostname;
      agent.key = handshake.hello.key;
      const timer = setTimeout(() => refuse(new LinkRefusedError('The agent did not prove its key within 10 seconds.')), PROVE_WITHIN);
      socket.once('disconnect', () => clearTimeout(timer));
      socket.on('link:prove', (said, answer) => {
        clearTimeout(timer);
        this.#admit(socket, agent, handshake, said, isAnswer(answer) ? answer : undefined).catch(refuse);
      });
      socket.emit('link:challenge', handshake.challenge);
    } catch (error) {
      refuse(error);
    }
  }

  async #admit(socket: AgentIo, agent: RefusedAgent, handshake: Handshake, said: unknown, answer: Answer | undefined): Promise<void> {
    const proof = handshake.prove(said);
    const host = await this.admission.identify(handshake, proof);
    await this.admission.makeRoom(host, () => {
      if (!socket.connected) return;
      this.#proven.get(socket.request)?.();
      const welcome = this.greeting.welcome(host, handshake.protocol);
      const link = this.#link(socket, agent, host, proof, welcome);
      this.hosts.observe(host, { agent: { ...storable(proof.info), protocol: handshake.protocol }, refusal: null });
      answer?.({ ok: true, data: welcome });
      this.links.add(link);
      this.#logger.log(`Host ${host.name} linked from ${addressOf(socket.request.socket)}`);
    });
  }

  #link(socket: AgentIo, agent: RefusedAgent, host: HostEntity, { info }: AgentProof, { operations }: LinkWelcome): Link {
    const link = new Link({
      hostId: host.id,
      hostName: () => host.name,
      capabilities: info.capabilities,
      asked: operations,
      socket: linkSocket(socket),
    });
    socket.once('disconnect', (reason) => {
      if (!link.closed) this.#logger.log(`Host ${host.name} lost its link: ${reason as string}`);
      link.lost();
    });
    for (const name of agentMessages)
      socket.on(name, (said, answer) => void this.#take(name, link, agent, said, isAnswer(answer) ? answer : undefined));
    socket.onAny((name: string, ...args: unknown[]) => {
      if (socket.listenerCount(name) > 0) return;
      const answer = args.at(-1);
      if (isAnswer(answer)) answer({ ok: false, error: { code: 'unsupported', message: `This server does not know ${name}.` } });
    });
    return link;
  }

  async #take(name: AgentMessage, link: Link, agent: RefusedAgent, said: unknown, answer: Answer | undefined): Promise<void> {
    if (link.closed) return;
    try {
      await this.messages.take(name, link, said);
      answer?.({ ok: true, data: null });
    } catch (error) {
      if (error instanceof LinkRefusedError) {
        this.refusals.record(error.toBody(), agent);
        link.cut(error.toBody());
        return;
      }
      this.#logger.error({ host: link.hostName(), err: error }, `Could not take ${name}`);
      answer?.({ ok: false, error: toErrorBody(error) });
    }
  }

  #refuse(socket: AgentIo, agent: RefusedAgent, error: unknown): void {
    if (!(error instanceof CodedError)) this.#logger.error({ err: error }, 'An agent could not be let in');
    const body =
      error instanceof CodedError
        ? error.toBody()
        : { code: 'internal' as const, message: 'The server could not check the agent; its log has the details.' };
    this.refusals.record(body, agent);
    socket.emit('link:refused', body);
    socket.disconnect(true);
  }
}
