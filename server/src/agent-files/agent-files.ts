import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UnsupportedError } from '@longshore/contract/errors';
import type { NewJoinToken } from '@longshore/contract/hosts';
import { Config } from '../config/config.ts';
import { AGENT_FOLDER } from '../folders.ts';
import { agentCommands } from './agent-commands.ts';
import { publicOrigin } from './public-origin.ts';

/** A file that the server hands out. */
export interface HandedFile {
  readonly bytes: Buffer;
  /** SHA-256 in hex. */
  readonly sha256: string;
}

/** The agent, bundled to one file. */
export const AGENT_FILE = join(AGENT_FOLDER, 'longshore-agent.mjs');
const INSTALLER = fileURLToPath(new URL('../../assets/install.sh', import.meta.url));

/** The agent and its installer, for hosts that have no other place to get them from. */
@Injectable()
export class AgentFiles {
  constructor(private readonly config: Config) {}

  /** @throws UnsupportedError when the agent was not built */
  agent(): Promise<HandedFile> {
    return current(AGENT_FILE);
  }

  installer(): Promise<HandedFile> {
    return current(INSTALLER);
  }

  /** The lines that start an agent which joins with this token. @param headers of the request for them: they tell where this server is reached */
  async commands(token: string, headers: IncomingHttpHeaders): Promise<NewJoinToken['commands']> {
    const [agent, installer] = await Promise.all([this.agent(), this.installer()]);
    const server = publicOrigin(this.config, headers);
    return agentCommands({ server, token, agentSha256: agent.sha256, installerSha256: installer.sha256 });
  }
}

/** The files as last read, by path. Anybody may ask for them: many who take them slowly share one copy. */
const read = new Map<string, { stamp: string; file: HandedFile }>();

/** Looked at anew each time: an upgrade may have replaced it. */
async function current(path: string): Promise<HandedFile> {
  try {
    const { mtimeMs, size } = await stat(path);
    const stamp = `${mtimeMs} ${size}`;
    const known = read.get(path);
    if (known?.stamp === stamp) return known.file;
    const bytes = await readFile(path);
    const file = { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
    read.set(path, { stamp, file });
    return file;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new UnsupportedError('The agent was not built with this server.', 'Run "npm run build" where the server is installed.');
  }
}
