import { isAbsolute, resolve } from 'node:path';
import { Password } from '@longshore/contract/identity';
import { z } from 'zod';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const Port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number')
  .transform(Number)
  .pipe(z.int().max(65_535, 'must be a port number, at most 65535'));

const HttpUrl = z
  .url({ protocol: /^https?$/, error: 'must be a URL that begins with http:// or https://' })
  .transform((text) => new URL(text))
  .refine(
    (url) => url.pathname === '/' && url.search === '' && url.hash === '',
    'must hold no path: Longshore lives at the root of its host',
  );

/** The variables of the server, with their defaults. An empty variable counts as not set. */
export const Environment = z.object({
  LONGSHORE_HOST: z.string().default('127.0.0.1'),
  LONGSHORE_PORT: Port.default(8080),
  LONGSHORE_DATA: z.string().default('./data'),
  DATABASE_URL: z.url({ protocol: /^postgres(?:ql)?$/, error: 'must be a URL that begins with postgres://' }).optional(),
  LONGSHORE_ADMIN_PASSWORD: Password.optional(),
  LONGSHORE_PUBLIC_URL: HttpUrl.optional(),
  LONGSHORE_LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
  LONGSHORE_LOCAL_AGENT: z.enum(['auto', 'off'], 'must be auto or off').default('auto'),
  LONGSHORE_JOIN_TOKEN_FILE: z.string().refine(isAbsolute, 'must be a full path').optional(),
});

/** What the server was told by its environment; read once at start, injected wherever it is needed. */
export class Config {
  /** Address to listen on. */
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Absolute path of the data folder. */
  readonly data: string;
  /** Undefined: the embedded database. */
  readonly databaseUrl: string | undefined;
  /** Password of the account `admin` that the very first start makes. */
  readonly adminPassword: string | undefined;
  /** How browsers and agents reach the server, when that is not where it listens. */
  readonly publicUrl: URL | undefined;
  readonly logLevel: (typeof logLevels)[number];
  /** Run an agent for the engine of this machine. */
  readonly localAgent: boolean;
  /** Where to leave a join token for an agent that is started together with this server. Undefined: nowhere. */
  readonly joinTokenFile: string | undefined;

  constructor(environment: z.infer<typeof Environment>) {
    this.host = environment.LONGSHORE_HOST;
    this.port = environment.LONGSHORE_PORT;
    this.data = resolve(environment.LONGSHORE_DATA);
    this.databaseUrl = environment.DATABASE_URL;
    this.adminPassword = environment.LONGSHORE_ADMIN_PASSWORD;
    this.publicUrl = environment.LONGSHORE_PUBLIC_URL;
    this.logLevel = environment.LONGSHORE_LOG_LEVEL;
    this.localAgent = environment.LONGSHORE_LOCAL_AGENT === 'auto';
    this.joinTokenFile = environment.LONGSHORE_JOIN_TOKEN_FILE;
  }
}
