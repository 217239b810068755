import * as z from 'zod';

/**
 * The parts of the engine's documents that the agent relies on. The engine is a Go program: what is empty may come as null
 * or not at all. Everything else of a document is let through unread.
 */
const Text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const Count = z
  .number()
  .nullish()
  .transform((value) => value ?? 0);
const Bool = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);
const Texts = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);
const TextMap = z
  .record(z.string(), z.string())
  .nullish()
  .transform((value) => value ?? {});

/** GET /version */
export const VersionDocument = z.object({ Version: z.string(), ApiVersion: z.string(), MinAPIVersion: z.string().nullish() });

/** An entry of GET /containers/json. */
export const ContainerSummary = z.object({
  Id: z.string(),
  Names: Texts,
  State: z.string(),
  Labels: TextMap,
  NetworkSettings: z.object({ Networks: z.record(z.string(), z.unknown()).nullish() }).nullish(),
});
export type ContainerSummary = z.infer<typeof ContainerSummary>;
export const ContainerList = z.array(ContainerSummary);

const Binding = z.object({ HostIp: Text, HostPort: Text });

/** GET /containers/{id}/json */
export const InspectDocument = z.object({
  Id: z.string(),
  Name: Text,
  Created: Text,
  Image: Text,
  Path: Text,
  Args: Texts,
  RestartCount: Count,
  State: z.object({
    Status: z.string(),
    OOMKilled: Bool,
    ExitCode: Count,
    StartedAt: Text,
    FinishedAt: Text,
    Health: z.object({ Status: Text }).nullish(),
  }),
  Config: z.object({
    Image: Text,
    Labels: TextMap,
    Tty: Bool,
    OpenStdin: Bool,
    Env: Texts,
    Healthcheck: z.object({ Test: Texts }).nullish(),
  }),
  HostConfig: z.object({ AutoRemove: Bool }),
  NetworkSettings: z.object({
    Ports: z.record(z.string(), z.array(Binding).nullable()).nullish(),
    Networks: z.record(z.string(), z.unknown()).nullish(),
  }),
});
export type InspectDocument = z.infer<typeof InspectDocument>;

/** GET /info */
export const InfoDocument = z.object({
  ServerVersion: Text,
  OperatingSystem: Text,
  KernelVersion: Text,
  Architecture: Text,
  NCPU: Count,
  MemTotal: Count,
  Driver: Text,
  DockerRootDir: Text,
  LoggingDriver: Text,
  CgroupVersion: Text,
  Plugins: z.record(z.string(), Texts).nullish(),
  Swarm: z.object({ LocalNodeState: Text }).nullish(),
  SecurityOptions: Texts,
  Warnings: Texts,
  /** RFC 3339 with nanoseconds, by the engine's clock. */
  SystemTime: Text,
});
export type InfoDocument = z.infer<typeof InfoDocument>;

/** A line of GET /events. */
export const EventDocument = z.object({
  Type: Text,
  Action: Text,
  Actor: z.object({ ID: Text, Attributes: TextMap }),
  time: Count,
});
export type EventDocument = z.infer<typeof EventDocument>;

const BlockEntry = z.object({ op: Text, value: Count });
const Cpu = z.object({
  cpu_usage: z.object({ total_usage: Count, percpu_usage: z.array(z.number()).nullish() }),
  system_cpu_usage: Count,
  online_cpus: Count,
});

/** GET /containers/{id}/stats, one reading. */
export const StatsDocument = z.object({
  read: Text,
  cpu_stats: Cpu,
  memory_stats: z.object({ usage: Count, limit: Count, stats: z.record(z.string(), z.number()).nullish() }),
  networks: z.record(z.string(), z.object({ rx_bytes: Count, tx_bytes: Count })).nullish(),
  blkio_stats: z.object({ io_service_bytes_recursive: z.array(BlockEntry).nullish() }).nullish(),
  pids_stats: z.object({ current: Count }).nullish(),
});
export type StatsDocument = z.infer<typeof StatsDocument>;

/** GET /containers/{id}/top */
export const TopDocument = z.object({
  Titles: Texts,
  Processes: z
    .array(z.array(z.string()))
    .nullish()
    .transform((rows) => rows ?? []),
});
export type TopDocument = z.infer<typeof TopDocument>;

export const CreatedExec = z.object({ Id: z.string() });
/** GET /exec/{id}/json */
export const ExecDocument = z.object({ Running: Bool, ExitCode: z.number().nullish() });

/** Lists whose length alone counts. */
export const Documents = z
  .array(z.unknown())
  .nullish()
  .transform((items) => items ?? []);
export const VolumeList = z.object({ Volumes: Documents });
