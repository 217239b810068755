import { z } from 'zod';
import type { Ack, ErrorBody } from '../errors.ts';
import { EngineEvent } from '../events.ts';
import { AgentInfo, EngineStatus } from '../hosts.ts';
import { MirrorDelta, MirrorPosition, MirrorSnapshot } from '../mirror.ts';
import { OperationOrder, OperationOutcome, OperationProgress } from '../operations.ts';
import { ContainerStats } from '../stats.ts';

/** Where agents connect: socket.io path and namespace, and the path of their stream WebSocket. */
export const AGENT_SOCKET_PATH = '/agent/link';
export const AGENT_NAMESPACE = '/agent';
export const AGENT_STREAM_PATH = '/agent/streams';

/** Protocol versions this code speaks. The highest that both ends speak is used. */
export const PROTOCOL = { min: 1, max: 1 } as const;

/** The text that both sides sign, so that a signature for one purpose or connection is worth nothing for another. */
export const proofText = (
  role: 'server' | 'agent',
  parts: { socket: string; clientNonce: string; serverNonce: string; serverKey: string; agentKey: string },
): string => ['longshore-link-v1', role, parts.socket, parts.clientNonce, parts.serverNonce, parts.serverKey, parts.agentKey].join('\n');

const Base64 = z.string().max(200);

/** Sent by the agent with the connection. Nothing here is secret. */
export const AgentHello = z.object({
  /** Raw Ed25519 public key, base64url. */
  key: Base64,
  /** 32 random bytes, base64url. */
  nonce: Base64,
  protocol: z.object({ min: z.int(), max: z.int() }),
  hostname: z.string().max(255),
});
export type AgentHello = z.infer<typeof AgentHello>;

/** The server's answer: its key, its nonce, and its signature over proofText('server', …). */
export const ServerChallenge = z.object({ key: Base64, nonce: Base64, signature: Base64 });
export type ServerChallenge = z.infer<typeof ServerChallenge>;

/** The agent's proof; the join token only when it is not known yet, and only to a server that proved its pinned key. */
export const AgentProof = z.object({
  /** Over proofText('agent', …). */
  signature: Base64,
  info: AgentInfo.omit({ protocol: true }),
  join: z.object({ token: z.string().max(300), name: z.string().max(63) }).optional(),
});
export type AgentProof = z.infer<typeof AgentProof>;

/** What a proven agent is told. `position` is what the server knows of this agent's mirror, if anything. */
export const LinkWelcome = z.object({
  hostId: z.uuid(),
  hostName: z.string(),
  protocol: z.int(),
  capabilities: z.array(z.string()),
  position: MirrorPosition.nullable(),
  /** Operations that the server has not seen end. */
  operations: z.array(z.uuid()),
});
export type LinkWelcome = z.infer<typeof LinkWelcome>;

/** What the agent knows of an operation that the server asked about. */
export const OperationFact = z.discriminatedUnion('state', [
  z.object({ id: z.uuid(), state: z.literal('unknown') }),
  z.object({ id: z.uuid(), state: z.literal('running') }),
  z.object({ id: z.uuid(), state: z.literal('ended'), outcome: OperationOutcome }),
]);
export type OperationFact = z.infer<typeof OperationFact>;

/** A question to the agent; `id` names it in progress pings and when it is given up. */
export const QueryOrder = z.object({ id: z.string(), action: z.string(), containers: z.array(z.string()), args: z.unknown() });
export type QueryOrder = z.infer<typeof QueryOrder>;

export const StatsSample = z.object({ id: z.string(), stats: ContainerStats });
export type StatsSample = z.infer<typeof StatsSample>;

/** Containers that somebody looks at right now, sampled fast; the others are sampled slowly. */
export const StatsWatch = z.object({ ids: z.array(z.string()) });

/** The schemas of what the server takes from an agent: an agent is not trusted to be well-behaved. */
export const fromAgent = {
  'mirror:snapshot': MirrorSnapshot,
  'mirror:delta': MirrorDelta,
  'engine:status': z.object({ status: EngineStatus, drift: z.int32().min(0) }),
  'engine:events': z.object({ epoch: z.string(), events: z.array(EngineEvent) }),
  'stats:samples': z.object({ samples: z.array(StatsSample) }),
  'operation:progress': z.object({ id: z.uuid(), progress: OperationProgress }),
  'operation:outcome': OperationOutcome,
  'operation:facts': z.object({ facts: z.array(OperationFact) }),
  'query:progress': z.object({ id: z.string() }),
} as const;

/** The schemas of what an agent takes from the server. */
export const fromServer = {
  'operation:run': OperationOrder,
  'operation:cancel': z.object({ id: z.uuid() }),
  'query:run': QueryOrder,
  'query:cancel': z.object({ id: z.string() }),
  'stream:dial': z.object({ ticket: z.string() }),
  'stats:watch': StatsWatch,
  'mirror:resend': z.object({}),
} as const;

type Payload<Schemas, Name extends keyof Schemas> = Schemas[Name] extends z.ZodType ? z.infer<Schemas[Name]> : never;
type AckOf<T> = (answer: Ack<T>) => void;

/** Agent → server. What must not be lost is acknowledged. */
export interface AgentToServer {
  'link:prove': (proof: AgentProof, ack: AckOf<LinkWelcome>) => void;
  'mirror:snapshot': (snapshot: MirrorSnapshot) => void;
  'mirror:delta': (delta: MirrorDelta) => void;
  'engine:status': (status: Payload<typeof fromAgent, 'engine:status'>) => void;
  'engine:events': (events: Payload<typeof fromAgent, 'engine:events'>, ack: AckOf<null>) => void;
  'stats:samples': (samples: Payload<typeof fromAgent, 'stats:samples'>) => void;
  'operation:progress': (progress: Payload<typeof fromAgent, 'operation:progress'>) => void;
  'operation:outcome': (outcome: OperationOutcome, ack: AckOf<null>) => void;
  'operation:facts': (facts: Payload<typeof fromAgent, 'operation:facts'>, ack: AckOf<null>) => void;
  'query:progress': (progress: Payload<typeof fromAgent, 'query:progress'>) => void;
}

/** Server → agent. */
export interface ServerToAgent {
  'link:challenge': (challenge: ServerChallenge) => void;
  /** The last word before the server hangs up. */
  'link:refused': (error: ErrorBody) => void;
  'operation:run': (order: OperationOrder, ack: AckOf<null>) => void;
  'operation:cancel': (order: Payload<typeof fromServer, 'operation:cancel'>, ack: AckOf<null>) => void;
  'query:run': (order: QueryOrder, ack: AckOf<unknown>) => void;
  'query:cancel': (order: Payload<typeof fromServer, 'query:cancel'>) => void;
  'stream:dial': (order: Payload<typeof fromServer, 'stream:dial'>, ack: AckOf<null>) => void;
  'stats:watch': (watch: Payload<typeof fromServer, 'stats:watch'>) => void;
  /** The server lost its place in the mirror: send a snapshot. */
  'mirror:resend': (nothing: Record<string, never>) => void;
}
