import { numberOf, partAt, textOf, textsOf } from './document.ts';

/** What a container may use, and what it may do; 0 and empty where nothing is set. */
export interface LimitFacts {
  /** Bytes. */
  readonly memory: number;
  readonly memoryReservation: number;
  /** Bytes of memory and swap together; -1 is without limit. */
  readonly memorySwap: number;
  readonly shm: number;
  /** Cores. */
  readonly cpus: number;
  readonly cpuShares: number;
  readonly cpuset: string;
  readonly pids: number;
  /** no, always, unless-stopped, on-failure; and after how many tries the latter gives up. */
  readonly restart: string;
  readonly restartTries: number;
  readonly autoRemove: boolean;
  readonly privileged: boolean;
  readonly readonlyRoot: boolean;
  readonly capAdd: readonly string[];
  readonly capDrop: readonly string[];
  readonly security: readonly string[];
  readonly logDriver: string;
}

const NANO = 1e9;

export function readLimits(document: unknown): LimitFacts {
  const host = partAt(document, 'HostConfig');
  const policy = partAt(host, 'RestartPolicy');
  // `--cpus` is kept as a quota by clients that came before it.
  const period = numberOf(host.CpuPeriod) || 100_000;
  return {
    memory: numberOf(host.Memory),
    memoryReservation: numberOf(host.MemoryReservation),
    memorySwap: numberOf(host.MemorySwap),
    shm: numberOf(host.ShmSize),
    cpus: numberOf(host.NanoCpus) / NANO || Math.max(0, numberOf(host.CpuQuota)) / period,
    cpuShares: numberOf(host.CpuShares),
    cpuset: textOf(host.CpusetCpus),
    pids: Math.max(0, numberOf(host.PidsLimit)),
    restart: textOf(policy.Name) || 'no',
    restartTries: numberOf(policy.MaximumRetryCount),
    autoRemove: host.AutoRemove === true,
    privileged: host.Privileged === true,
    readonlyRoot: host.ReadonlyRootfs === true,
    capAdd: textsOf(host.CapAdd),
    capDrop: textsOf(host.CapDrop),
    security: textsOf(host.SecurityOpt),
    logDriver: textOf(partAt(host, 'LogConfig').Type),
  };
}
