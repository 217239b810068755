import { z } from 'zod';
import { operation, query, stream } from './action.ts';
import { ContainerStats } from './stats.ts';
import { ExecArgs, AttachArgs } from './consoles.ts';
import { LogArgs } from './logs.ts';
import { local } from './action.ts';
import { Flag, Nothing, page, PageArgs, wholeNumber } from './page.ts';
import { containerStates, healthStates } from './states.ts';

export * from './compose-labels.ts';
export * from './masked.ts';
export { containerStates, healthStates, type ContainerState, type HealthState } from './states.ts';

/** A published or merely exposed port. `ip` and `host` are absent when it is only exposed. */
export const PortRow = z.object({
  container: z.int(),
  protocol: z.string(),
  host: z.int().optional(),
  ip: z.string().optional(),
});
export type PortRow = z.infer<typeof PortRow>;

/** What the fleet keeps of one container: small, exact, and all that lists, search and sorting need. */
export const ContainerRow = z.object({
  /** The engine's 64 hex digits. */
  id: z.string(),
  /** Without the leading slash. */
  name: z.string(),
  /** As it was given when the container was made. */
  image: z.string(),
  imageId: z.string(),
  command: z.string(),
  /** Seconds since the epoch. */
  created: z.number(),
  state: z.enum(containerStates),
  health: z.enum(healthStates).optional(),
  /** Of the last run; absent while it never ended. */
  exitCode: z.int().optional(),
  oomKilled: z.boolean().optional(),
  /** How often the engine restarted it by its restart policy. */
  restarts: z.int(),
  /** Seconds since the epoch; absent before the first start. */
  started: z.number().optional(),
  finished: z.number().optional(),
  ports: z.array(PortRow),
  /** Names of the networks it is on, sorted. */
  networks: z.array(z.string()),
  labels: z.record(z.string(), z.string()),
  tty: z.boolean(),
  /** Removed by the engine when it exits. */
  autoRemove: z.boolean().optional(),
});
export type ContainerRow = z.infer<typeof ContainerRow>;

/** A row with the host it lives on, as the fleet lists it. */
export const FleetContainer = ContainerRow.extend({
  host: z.string(),
  hostName: z.string(),
  /** The compose project, from its label. */
  stack: z.string().optional(),
  /** The host is offline or its engine silent: this was true at `asOf`. */
  stale: z.boolean(),
  asOf: z.string(),
});
export type FleetContainer = z.infer<typeof FleetContainer>;

export const ContainerName = z
  .string()
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/, 'must start with a letter or digit and hold only letters, digits, "_", "." and "-"')
  .max(255);

const Seconds = wholeNumber(-1, 86_400);
const Signal = z.string().regex(/^(?:SIG)?[A-Z0-9+-]{1,12}$|^\d{1,2}$/, 'must be a signal name or number');

/** The engine's own inspect document, with secret-looking environment values masked. */
export const ContainerInspect = z.record(z.string(), z.unknown());
export type ContainerInspect = z.infer<typeof ContainerInspect>;

export const ContainerTop = z.object({ titles: z.array(z.string()), processes: z.array(z.array(z.string())) });
export type ContainerTop = z.infer<typeof ContainerTop>;

/** What is true of the container after an operation. */
export const ContainerTruth = z.object({
  /** Null when it is gone. */
  container: ContainerRow.nullable(),
});
export type ContainerTruth = z.infer<typeof ContainerTruth>;

const path = '/hosts/{host}/containers/{container}';
const verb = (name: string) => ({ method: 'POST', path: `${path}/${name}`, target: 'container', result: ContainerTruth }) as const;

export const containerActions = {
  'container.list': local({
    method: 'GET',
    path: '/containers',
    target: 'none',
    filtered: true,
    args: PageArgs.extend({ q: z.string().max(1000).default('') }),
    result: page(FleetContainer).extend({ total: z.int() }),
    summary: 'Containers of the whole fleet, by a query',
    description: 'The query language is that of the search box: `state:running host:web-* image:nginx label:team=pay -name:test`.',
  }),
  'container.inspect': query({
    method: 'GET',
    path,
    target: 'container',
    args: Nothing,
    result: ContainerInspect,
    summary: 'Everything the engine knows of a container; secret-looking environment values are masked',
  }),
  'container.reveal': query({
    method: 'POST',
    path: `${path}/reveal`,
    target: 'container',
    args: Nothing,
    result: z.object({ env: z.array(z.string()) }),
    summary: 'The environment of a container with its secret values; kept in the audit',
    mutates: false,
    audited: true,
  }),
  'container.top': query({
    method: 'GET',
    path: `${path}/top`,
    target: 'container',
    args: Nothing,
    result: ContainerTop,
    summary: 'Processes running in a container',
  }),
  'container.stats': query({
    method: 'GET',
    path: `${path}/stats`,
    target: 'container',
    args: Nothing,
    result: ContainerStats,
    summary: 'CPU, memory, network, block I/O and process count now',
  }),
  'container.start': operation({ ...verb('start'), args: Nothing, summary: 'Start a container', timeoutSeconds: 120 }),
  'container.stop': operation({
    ...verb('stop'),
    args: z.strictObject({ timeout: Seconds.optional().describe('Seconds to wait before it is killed; -1 waits for ever') }),
    summary: 'Stop a container',
    timeoutSeconds: 300,
    cancellable: true,
  }),
  'container.restart': operation({
    ...verb('restart'),
    args: z.strictObject({ timeout: Seconds.optional().describe('Seconds to wait before it is killed; -1 waits for ever') }),
    summary: 'Stop and start a container',
    timeoutSeconds: 300,
    cancellable: true,
  }),
  'container.kill': operation({
    ...verb('kill'),
    args: z.strictObject({ signal: Signal.default('SIGKILL') }),
    summary: 'Send a signal to the main process of a container',
    dangerous: true,
  }),
  'container.pause': operation({ ...verb('pause'), args: Nothing, summary: 'Freeze all processes of a container' }),
  'container.unpause': operation({ ...verb('unpause'), args: Nothing, summary: 'Let a paused container go on' }),
  'container.rename': operation({
    ...verb('rename'),
    args: z.strictObject({ name: ContainerName }),
    summary: 'Give a container another name',
  }),
  'container.remove': operation({
    method: 'DELETE',
    path,
    target: 'container',
    args: z.strictObject({
      force: Flag.default(false).describe('Kill it first when it runs'),
      volumes: Flag.default(false).describe('Remove its anonymous volumes too'),
    }),
    result: ContainerTruth,
    summary: 'Remove a container',
    timeoutSeconds: 120,
    dangerous: true,
  }),
  'container.logs': stream({
    method: 'GET',
    path: `${path}/logs`,
    target: 'container',
    args: LogArgs,
    result: z.unknown(),
    summary: 'The log of a container: a plain download, or a WebSocket that follows it',
    timeoutSeconds: 30,
  }),
  'container.exec': stream({
    method: 'GET',
    path: `${path}/exec`,
    target: 'container',
    args: ExecArgs,
    result: z.unknown(),
    summary: 'A command in a running container, over a WebSocket',
    audited: true,
    interactive: true,
  }),
  'container.attach': stream({
    method: 'GET',
    path: `${path}/attach`,
    target: 'container',
    args: AttachArgs,
    result: z.unknown(),
    summary: 'The main process of a container, over a WebSocket',
    audited: true,
    interactive: true,
  }),
} as const;
