import { z } from 'zod';
import { local } from './action.ts';
import { ErrorBody } from './errors.ts';
import { Nothing, Time, wholeNumber } from './page.ts';

/** What the engine says of itself and its machine. */
export const EngineInfo = z.object({
  version: z.string(),
  /** Negotiated between agent and engine. */
  apiVersion: z.string(),
  os: z.string(),
  kernel: z.string(),
  arch: z.string(),
  cpus: z.int(),
  /** Bytes. */
  memory: z.number(),
  storageDriver: z.string(),
  rootDir: z.string(),
  loggingDriver: z.string(),
  cgroupVersion: z.string(),
  plugins: z.record(z.string(), z.array(z.string())),
  swarm: z.string(),
  rootless: z.boolean(),
  counts: z.object({ images: z.int(), volumes: z.int(), networks: z.int() }),
  warnings: z.array(z.string()),
});
export type EngineInfo = z.infer<typeof EngineInfo>;

/** How the engine of a host answers its agent. */
export const EngineStatus = z.discriminatedUnion('state', [
  z.object({ state: z.literal('ok'), info: EngineInfo }),
  /** `info` is what it last said, when it ever did. */
  z.object({ state: z.literal('unreachable'), reason: z.string(), hint: z.string(), info: EngineInfo.optional() }),
]);
export type EngineStatus = z.infer<typeof EngineStatus>;

/** What an agent says of itself when it links. */
export const AgentInfo = z.object({
  version: z.string(),
  protocol: z.int(),
  node: z.string(),
  platform: z.string(),
  hostname: z.string(),
  capabilities: z.array(z.string()),
});
export type AgentInfo = z.infer<typeof AgentInfo>;

export const HostName = z
  .string()
  .min(1)
  .max(63)
  .regex(
    /^[a-zA-Z0-9](?:[a-zA-Z0-9._-]*[a-zA-Z0-9])?$/,
    'must start and end with a letter or digit and hold only letters, digits, ".", "_" and "-"',
  );
export const HostTag = z.string().regex(/^[a-zA-Z0-9._-]{1,63}$/, 'must hold only letters, digits, ".", "_" and "-"');

/** Why an agent was last turned away, and when. */
export const Refusal = z.object({
  at: Time,
  error: ErrorBody,
  address: z.string(),
  hostname: z.string().optional(),
  host: z.string().optional(),
});
export type Refusal = z.infer<typeof Refusal>;

/** A host of the fleet. */
export const Host = z.object({
  id: z.uuid(),
  name: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  group: z.string(),
  /** SHA-256 of the agent's public key, base64url. */
  fingerprint: z.string(),
  online: z.boolean(),
  revoked: z.boolean(),
  /** Runs beside the server, started by it. */
  local: z.boolean(),
  joinedAt: Time,
  lastSeenAt: Time,
  engine: EngineStatus.optional(),
  agent: AgentInfo.optional(),
  refusal: Refusal.optional(),
  /** How often a resync found the mirror wrong since the agent started. It must be 0. */
  drift: z.int(),
});
export type Host = z.infer<typeof Host>;

/** The part of a host that permissions look at. */
export interface HostScope {
  id: string;
  group: string;
  tags: readonly string[];
}

export const HostChanges = z.strictObject({
  name: HostName.optional(),
  description: z.string().max(2000).optional(),
  tags: z.array(HostTag).max(50).optional(),
  group: z.union([HostTag, z.literal('')]).optional(),
});
export type HostChanges = z.infer<typeof HostChanges>;

export const JoinToken = z.object({
  id: z.uuid(),
  description: z.string(),
  createdAt: Time,
  createdBy: z.string(),
  expiresAt: Time,
  maxUses: z.int(),
  uses: z.int(),
  revoked: z.boolean(),
});
export type JoinToken = z.infer<typeof JoinToken>;

/** The one time that a join token is shown, with the lines that use it. */
export const NewJoinToken = JoinToken.extend({
  token: z.string(),
  /** One copyable line for each way to run an agent. */
  commands: z.object({ container: z.string(), systemd: z.string(), node: z.string() }),
});
export type NewJoinToken = z.infer<typeof NewJoinToken>;

const host = { path: '/hosts/{host}', target: 'host' } as const;

export const hostActions = {
  'host.list': local({
    method: 'GET',
    path: '/hosts',
    target: 'none',
    filtered: true,
    args: Nothing,
    result: z.object({ items: z.array(Host) }),
    summary: 'Hosts of the fleet',
  }),
  'host.get': local({ ...host, method: 'GET', args: Nothing, result: Host, summary: 'One host' }),
  'host.update': local({ ...host, method: 'PATCH', args: HostChanges, result: Host, summary: 'Rename, describe, tag or group a host' }),
  'host.revoke': local({
    ...host,
    method: 'POST',
    path: '/hosts/{host}/revoke',
    args: Nothing,
    result: Host,
    summary: 'Cut the agent of a host at once and refuse its key from now on',
    dangerous: true,
  }),
  'host.remove': local({
    ...host,
    method: 'DELETE',
    args: Nothing,
    result: Nothing,
    summary: 'Forget a host: its agent is cut, its containers go on running',
    dangerous: true,
  }),
  'host.refusals': local({
    method: 'GET',
    path: '/refusals',
    target: 'none',
    args: Nothing,
    result: z.object({ items: z.array(Refusal) }),
    summary: 'Agents that were turned away lately, and why',
  }),
  'join-token.list': local({
    method: 'GET',
    path: '/join-tokens',
    target: 'none',
    args: Nothing,
    result: z.object({ items: z.array(JoinToken) }),
    summary: 'Join tokens, without their secrets',
  }),
  'join-token.create': local({
    method: 'POST',
    path: '/join-tokens',
    target: 'none',
    args: z.strictObject({
      description: z.string().max(200).default(''),
      expiresIn: wholeNumber(60, 30 * 86_400)
        .default(3600)
        .describe('Seconds'),
      maxUses: wholeNumber(1, 10_000).default(1),
    }),
    result: NewJoinToken,
    summary: 'Make a join token; it is shown this once',
  }),
  'join-token.revoke': local({
    method: 'DELETE',
    path: '/join-tokens/{token}',
    target: 'none',
    args: Nothing,
    result: Nothing,
    summary: 'Make a join token useless',
  }),
} as const;
