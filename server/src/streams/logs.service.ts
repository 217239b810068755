import { Injectable } from '@nestjs/common';
import type { LogArgs, LogOpen } from '@longshore/contract/logs';
import { muxDuplex, type MuxDuplex } from '@longshore/contract/streams/node';
import type { Target } from '../actions/target.ts';
import { HostDirectory } from '../hosts/host-directory.ts';
import { Links } from '../link/links.ts';
import { openFarEnd } from './far-end.ts';
import { HostLog } from './host-log.ts';
import { MergedLog } from './merged-log.ts';
import type { StreamCaller } from './stream-callers.ts';
import { planOf, StreamOpener } from './stream-opener.ts';

/** What the agent is asked for: what is only about the form of the answer stays here. */
const logOpenOf = ({ follow, tail, since, until, stdout, stderr }: LogArgs): LogOpen => ({ follow, tail, since, until, stdout, stderr });

/** Logs for programs that speak HTTP: the far end of the streams is this server. */
@Injectable()
export class LogsService {
  constructor(
    private readonly opener: StreamOpener,
    private readonly links: Links,
    private readonly hosts: HostDirectory,
  ) {}

  /** The log of containers that were resolved and allowed, as complete records: the source of a record is the index of its container among the targets. */
  read(reader: StreamCaller, targets: readonly [Target, ...Target[]], args: LogArgs): AsyncIterable<Uint8Array> {
    const byHost = new Map<string, [Target, ...Target[]]>();
    for (const target of targets) {
      const known = byHost.get(target.host.id);
      if (known === undefined) byHost.set(target.host.id, [target]);
      else known.push(target);
    }
    const parts = [...byHost.values()].map((ofHost) => ({
      log: this.#hostLog(reader, ofHost, args),
      sources: ofHost.map((target) => targets.indexOf(target)),
    }));
    const [only] = parts;
    return only !== undefined && targets.length === 1 ? only.log : new MergedLog(parts);
  }

  #hostLog(reader: StreamCaller, targets: readonly [Target, ...Target[]], args: LogArgs): HostLog {
    return new HostLog(this.links, this.hosts, {
      host: targets[0].host,
      sources: targets.length,
      args: logOpenOf(args),
      signal: reader.signal,
      open: (from) => this.#open(reader, targets, from),
    });
  }

  async #open({ principal, address }: StreamCaller, targets: readonly [Target, ...Target[]], args: LogOpen): Promise<MuxDuplex> {
    const { stream, relayed } = openFarEnd(false);
    const duplex = muxDuplex(stream);
    // It may be ended while nobody reads it yet: whoever reads it then is told why.
    duplex.on('error', () => undefined);
    try {
      await this.opener.open(principal(), address, planOf('container.logs', targets, args), relayed);
    } catch (error) {
      duplex.destroy();
      throw error;
    }
    // Nothing is said towards a log.
    duplex.end();
    return duplex;
  }
}
