import { Injectable, Logger } from '@nestjs/common';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AGENT_FILE } from '../agent-files/agent-files.ts';
import { Config } from '../config/config.ts';
import { HostDirectory } from '../hosts/host-directory.ts';
import { JoinTokensService } from '../hosts/join-tokens.service.ts';
import { agentEnvironment } from './agent-environment.ts';
import { AgentProcess } from './agent-process.ts';

/** Seconds that its join token is good for: it is used at once or not at all. */
const TOKEN_LIFE = 600;
/** Milliseconds before an agent that ended is started again: the first time, and at most. */
const BACK_OFF = { first: 1000, most: 60_000 };
/** Milliseconds after which an agent that ran counts as healthy again. */
const HEALTHY = 60_000;

/**
 * Keeps an agent running beside the server, for the engine of this machine. It is a process of its own that speaks to the server like
 * any other; with no engine there it runs all the same, so that the page of the host can say what is missing.
 */
@Injectable()
export class LocalAgentService {
  readonly #log = new Logger(LocalAgentService.name);
  readonly #folder: string;
  readonly #logFile: string;
  readonly #urlFile: string;
  readonly #stop = new AbortController();
  #agent: AgentProcess | undefined;
  #kept: Promise<void> | undefined;

  constructor(
    private readonly config: Config,
    private readonly hosts: HostDirectory,
    private readonly tokens: JoinTokensService,
  ) {
    this.#folder = join(config.data, 'local-agent');
    this.#logFile = join(config.data, 'logs', 'local-agent.log');
    this.#urlFile = join(config.data, 'local-agent.url');
  }

  /** @param server where the agent reaches us, as an origin */
  async start(server: string): Promise<void> {
    const left = await AgentProcess.find(this.#folder);
    const usable = this.config.localAgent && (await readFile(this.#urlFile, 'utf8').catch(() => '')) === server;
    // Switched off since, or it knows us under an address that is no more.
    if (left !== undefined && !usable) await left.end();
    if (!this.config.localAgent) return;
    if (!existsSync(AGENT_FILE)) {
      this.#log.warn('There is no local agent, since it was not built: npm run build');
      return;
    }
    if (left !== undefined && usable) this.#log.log({ pid: left.pid }, 'The local agent still ran');
    this.#kept = this.#keep(server, usable ? left : undefined);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#agent?.end();
    await this.#kept;
  }

  /** Runs one agent after the other until it is told to stop. */
  async #keep(server: string, first: AgentProcess | undefined): Promise<void> {
    let wait = BACK_OFF.first;
    for (let agent = first; !this.#stopped(); agent = undefined) {
      const since = Date.now();
      try {
        this.#agent = agent ?? (await AgentProcess.find(this.#folder)) ?? (await this.#launch(server));
        if (this.#stopped()) await this.#agent.end();
        await this.#agent.ended;
        if (this.#agent.asked) return;
        this.#log.warn({ log: this.#logFile, last: await lastLine(this.#logFile) }, 'The local agent ended; it is started again');
      } catch (err) {
        this.#log.error({ err }, 'The local agent could not be started; it is tried again');
      }
      wait = Date.now() - since > HEALTHY ? BACK_OFF.first : Math.min(wait * 2, BACK_OFF.most);
      await delay(wait * (0.5 + Math.random() / 2), undefined, { signal: this.#stop.signal, ref: false }).catch(() => undefined);
    }
  }

  #stopped(): boolean {
    return this.#stop.signal.aborted;
  }

  async #launch(server: string): Promise<AgentProcess> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await writeFile(this.#urlFile, server);
    const env = agentEnvironment(process.env, { server, folder: this.#folder, token: await this.#token() });
    return AgentProcess.start(AGENT_FILE, env, this.#logFile);
  }

  /** None for an agent that has joined, unless its host was removed since: then it joins anew. */
  async #token(): Promise<string | undefined> {
    const known = [...this.hosts.all()].some(({ local }) => local);
    if (known && existsSync(join(this.#folder, 'joined.json'))) return undefined;
    const { token } = await this.tokens.create({
      description: 'Agent beside the server',
      expiresIn: TOKEN_LIFE,
      maxUses: 1,
      createdBy: 'Longshore',
      local: true,
    });
    return token;
  }
}

const lastLine = async (path: string): Promise<string | undefined> =>
  (await readFile(path, 'utf8').catch(() => '')).trim().split('\n').at(-1);
