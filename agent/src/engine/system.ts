import type { EngineInfo } from '@longshore/contract/hosts';
import type { EngineClient } from './client.ts';
import { Documents, InfoDocument, VolumeList } from './documents.ts';

/** What the engine says of itself, with its own clock's time. */
export async function readInfo(engine: EngineClient, signal?: AbortSignal): Promise<{ info: EngineInfo; now: string }> {
  const [document, counts] = await Promise.all([engine.get(InfoDocument, '/info', { signal }), readCounts(engine, signal)]);
  const info: EngineInfo = {
    version: document.ServerVersion,
    apiVersion: await engine.api(),
    os: document.OperatingSystem,
    kernel: document.KernelVersion,
    arch: document.Architecture,
    cpus: document.NCPU,
    memory: document.MemTotal,
    storageDriver: document.Driver,
    rootDir: document.DockerRootDir,
    loggingDriver: document.LoggingDriver,
    cgroupVersion: document.CgroupVersion,
    plugins: document.Plugins ?? {},
    swarm: document.Swarm?.LocalNodeState ?? 'inactive',
    rootless: document.SecurityOptions.some((option) => option.startsWith('name=rootless')),
    counts,
    warnings: document.Warnings,
  };
  return { info, now: document.SystemTime };
}

export async function readCounts(engine: EngineClient, signal?: AbortSignal): Promise<EngineInfo['counts']> {
  const [images, volumes, networks] = await Promise.all([
    engine.get(Documents, '/images/json', { signal }),
    engine.get(VolumeList, '/volumes', { signal }),
    engine.get(Documents, '/networks', { signal }),
  ]);
  return { images: images.length, volumes: volumes.Volumes.length, networks: networks.length };
}
