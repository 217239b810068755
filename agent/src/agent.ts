import { hostname } from 'node:os';
import type { LinkWelcome } from '@longshore/contract/sockets/agent';
import manifest from '../package.json' with { type: 'json' };
import type { Config } from './config.ts';
import { Engine } from './engine/engine.ts';
import { EventLog } from './events.ts';
import type { Identity } from './identity.ts';
import { Link } from './link/link.ts';
import { proxyAgent } from './link/proxy.ts';
import type { LinkSession } from './link/session.ts';
import { tokenSource } from './link/token-source.ts';
import type { Log } from './log.ts';
import { EngineHealth } from './mirror/engine-health.ts';
import { MirrorFeed } from './mirror/feed.ts';
import { Follower } from './mirror/follower.ts';
import { Mirror } from './mirror/mirror.ts';
import { Refresher } from './mirror/refresher.ts';
import { Courier } from './operations/courier.ts';
import { operationHandlers } from './operations/handlers.ts';
import { Journal } from './operations/journal.ts';
import { Operations } from './operations/operations.ts';
import { TruthFinder } from './operations/truth.ts';
import { Probes } from './probes.ts';
import { queryHandlers } from './queries/handlers.ts';
import { Queries } from './queries/queries.ts';
import { StatsSampler } from './stats.ts';
import { streamHandlers } from './streams/handlers.ts';
import { StreamSocket } from './streams/stream-socket.ts';

export interface Agent {
  /** Runs until the signal is aborted. */
  run(signal: AbortSignal): Promise<void>;
  /** When the server was last there, in milliseconds since the epoch; now, while it is. */
  readonly lastLinked: number;
}

/** How long operations under way are waited for at the end, in milliseconds. */
const PATIENCE_MS = 5000;

/** Puts the parts of the agent together. */
export async function createAgent(config: Config, identity: Identity, log: Log): Promise<Agent> {
  const engine = new Engine(config.engine);
  const mirror = new Mirror();
  const health = new EngineHealth();
  const probes = new Probes();
  const refresher = new Refresher(engine.containers, mirror, probes);
  const events = new EventLog(mirror.epoch, log);
  const feed = new MirrorFeed(mirror, health);
  const follower = new Follower({ engine, mirror, refresher, health, events, probes, log });
  const stats = new StatsSampler(engine.containers, mirror, health, log);

  const orders = operationHandlers(engine);
  const operations = new Operations({
    handlers: orders,
    journal: new Journal(config.dataDir, log),
    courier: new Courier(log),
    truth: new TruthFinder(refresher, health, feed, log),
    log,
  });
  const answers = queryHandlers(engine, stats);
  const queries = new Queries(answers);
  const served = streamHandlers({ engine, mirror, refresher, health }, log);
  const proxy = await proxyAgent(config.proxied);
  const streams = new StreamSocket({ server: config.server, proxy, handlers: served, log });

  const link = new Link({
    server: config.server,
    proxy,
    identity,
    joinToken: tokenSource({ given: config.joinToken, file: config.joinTokenFile, identity, log }),
    hostName: config.hostName,
    info: {
      version: manifest.version,
      node: process.version,
      platform: `${process.platform}/${process.arch}`,
      hostname: hostname(),
      capabilities: [orders, answers, served].flatMap((table) => Object.keys(table)),
    },
    log,
    handlers: {
      'operation:run': (order) => operations.run(order),
      'operation:cancel': ({ id }) => operations.cancel(id),
      'query:run': (order) => queries.run(order),
      'query:cancel': ({ id }) => queries.cancel(id),
      'stream:dial': ({ ticket }) => streams.dial(ticket),
      'stats:watch': ({ ids }) => stats.watch(ids),
      'mirror:resend': () => feed.resend(),
    },
  });

  let lastLinked = Date.now();
  let linked = false;
  link.on('up', (session: LinkSession, welcome: LinkWelcome) => {
    linked = true;
    feed.attach(session, welcome.position);
    events.attach(session, welcome.position);
    stats.attach(session);
    queries.attach(session);
    void operations.attach(session, welcome.operations);
  });
  link.on('down', () => {
    linked = false;
    lastLinked = Date.now();
    for (const part of [feed, events, stats, queries, operations]) part.detach();
  });

  return {
    get lastLinked() {
      return linked ? Date.now() : lastLinked;
    },
    async run(signal) {
      await operations.recover();
      const parts = new AbortController();
      const running = Promise.all([follower.run(parts.signal), link.run(parts.signal)]);
      await aborted(signal);
      await operations.close(PATIENCE_MS);
      streams.close();
      parts.abort();
      await running;
      engine.client.close();
    },
  };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
