import { homedir, hostname } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { HostName } from '@longshore/contract/hosts';
import * as z from 'zod';
import { DEFAULT_DOCKER_HOST, parseDockerHost, type EngineAddress } from './engine/address.ts';
import { parseJoinToken, type JoinToken } from './link/join-token.ts';

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const proxySchemes = ['http:', 'https:', 'socks:', 'socks4:', 'socks4a:', 'socks5:', 'socks5h:'];

/** What the agent was told to be. */
export interface Config {
  server: URL;
  joinToken: JoinToken | undefined;
  /** Full path of a file that a server writes a join token to; `joinToken` goes before it. */
  joinTokenFile: string | undefined;
  /** Full path of the folder that holds its key and its journal. */
  dataDir: string;
  hostName: string;
  engine: EngineAddress;
  logLevel: (typeof levels)[number];
  /** A proxy is set for some address: whether it is for the server is decided for each connection. */
  proxied: boolean;
  /** Started by a server beside itself: ends when that server is away for long. */
  local: boolean;
}

/** Every problem of the environment at once, each with the name of its variable. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The environment is not right:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}

/** Parses with a function whose errors say what is wrong. */
const by = <T>(parse: (text: string) => T) =>
  z.string().transform((text, context) => {
    try {
      return parse(text);
    } catch (error) {
      context.issues.push({ code: 'custom', input: text, message: error instanceof Error ? error.message : String(error) });
      return z.NEVER;
    }
  });

function parseServer(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) throw new Error('must be the http or https address of the server');
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') throw new Error('must be an address without a path');
  return url;
}

function parseProxy(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : URL.canParse(`http://${text}`) ? new URL(`http://${text}`) : undefined;
  if (url === undefined || !proxySchemes.includes(url.protocol))
    throw new Error(`must be the address of a proxy (${proxySchemes.join(' ')})`);
  return text;
}

const defaultDataDir = () => (process.getuid?.() === 0 ? '/var/lib/longshore-agent' : join(homedir(), '.longshore-agent'));
const Proxy = by(parseProxy).optional();

const Environment = z.object({
  LONGSHORE_SERVER: by(parseServer),
  LONGSHORE_JOIN_TOKEN: by(parseJoinToken).optional(),
  LONGSHORE_JOIN_TOKEN_FILE: z.string().refine(isAbsolute, 'must be a full path').optional(),
  LONGSHORE_AGENT_DATA: z.string().refine(isAbsolute, 'must be a full path').default(defaultDataDir),
  LONGSHORE_HOST_NAME: HostName.default(() => hostname().slice(0, 63)),
  DOCKER_HOST: by(parseDockerHost).default(() => parseDockerHost(DEFAULT_DOCKER_HOST)),
  LONGSHORE_LOG_LEVEL: z.enum(levels, `must be one of ${levels.join(', ')}`).default('info'),
  LONGSHORE_LOCAL: z.enum(['0', '1'], 'must be 0 or 1').default('0'),
  HTTP_PROXY: Proxy,
  HTTPS_PROXY: Proxy,
  ALL_PROXY: Proxy,
});

/** Reads the environment. A variable that is empty counts as not set. @throws ConfigError */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const names = Object.keys(Environment.shape);
  // Proxies are commonly given in lower case.
  const given = names.map((name) => [name, env[name] ?? (name.endsWith('_PROXY') ? env[name.toLowerCase()] : undefined)] as const);
  const parsed = Environment.safeParse(Object.fromEntries(given.filter(([, value]) => value !== undefined && value !== '')));
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => {
        const name = String(issue.path[0]);
        return given.some(([one, value]) => one === name && value !== undefined && value !== '')
          ? `${name} ${issue.message}`
          : `${name} is not set`;
      }),
    );
  }
  const values = parsed.data;
  return {
    server: values.LONGSHORE_SERVER,
    joinToken: values.LONGSHORE_JOIN_TOKEN,
    joinTokenFile: values.LONGSHORE_JOIN_TOKEN_FILE,
    dataDir: resolve(values.LONGSHORE_AGENT_DATA),
    hostName: values.LONGSHORE_HOST_NAME,
    engine: values.DOCKER_HOST,
    logLevel: values.LONGSHORE_LOG_LEVEL,
    proxied: [values.HTTP_PROXY, values.HTTPS_PROXY, values.ALL_PROXY].some((proxy) => proxy !== undefined),
    local: values.LONGSHORE_LOCAL === '1',
  };
}
