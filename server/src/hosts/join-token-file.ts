import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { rename, writeFile } from 'node:fs/promises';
import { Config } from '../config/config.ts';
import { HostDirectory } from './host-directory.ts';
import { JoinTokensService } from './join-tokens.service.ts';

/** Seconds that a token in the file is good for; each start of the server writes a new one. */
const LIFE = 30 * 24 * 3600;

/**
 * Hands a join token to an agent that is started together with this server, as docker-compose.yml does: writes it to the file of
 * LONGSHORE_JOIN_TOKEN_FILE at each start, until a host has joined through it. That host is removed before another one may.
 */
@Injectable()
export class JoinTokenFile implements OnApplicationBootstrap {
  readonly #log = new Logger(JoinTokenFile.name);

  constructor(
    private readonly config: Config,
    private readonly hosts: HostDirectory,
    private readonly tokens: JoinTokensService,
  ) {}

  /** Runs before the server listens, so that whoever waits for it finds the file. @throws Error when the file cannot be written */
  async onApplicationBootstrap(): Promise<void> {
    const path = this.config.joinTokenFile;
    if (path === undefined || [...this.hosts.all()].some(({ viaFile }) => viaFile)) return;
    await this.tokens.revokeFiled();
    const wish = {
      description: 'Written to LONGSHORE_JOIN_TOKEN_FILE',
      expiresIn: LIFE,
      maxUses: 1,
      createdBy: 'Longshore',
      viaFile: true,
    };
    const { token } = await this.tokens.create(wish);
    await write(path, `${token}\n`);
    this.#log.log({ path }, 'A join token for the agent beside this server is in its file');
  }
}

/**
 * Whole or not at all, since the agent may be looking. Everybody may read it: the agent is another user, often one without the right to
 * pass over permissions. Who gets at the file is decided by who gets at its folder, which the two alone should share.
 */
async function write(path: string, text: string): Promise<void> {
  try {
    await writeFile(`${path}.new`, text, { mode: 0o644 });
    await rename(`${path}.new`, path);
  } catch (cause) {
    throw new Error(`LONGSHORE_JOIN_TOKEN_FILE cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
