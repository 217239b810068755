import { mkdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { startChild, untilReady } from './child.ts';
import { tempDirectory } from './temp.ts';

/** A registry of images on this machine; engines take 127.0.0.0/8 without TLS. */
export interface Registry {
  /** `127.0.0.1:port`: what an image's name begins with. */
  readonly address: string;
  stop(): Promise<void>;
}

/** Starts docker-registry, empty, without accounts, on a free port of the loopback. */
export async function startRegistry(): Promise<Registry> {
  const directory = tempDirectory('registry');
  const storage = join(directory, 'storage');
  mkdirSync(storage);
  // JSON is YAML. Port 0: the system picks one, and the log tells which.
  const settings = {
    version: '0.1',
    log: { level: 'info' },
    storage: { filesystem: { rootdirectory: storage }, delete: { enabled: true } },
    http: { addr: '127.0.0.1:0' },
  };
  writeFileSync(join(directory, 'registry.yml'), JSON.stringify(settings));
  const child = await startChild({
    command: '/usr/bin/docker-registry',
    args: ['serve', join(directory, 'registry.yml')],
    log: join(directory, 'log'),
  });
  const port = (): string | undefined => /listening on 127\.0\.0\.1:(\d+)/.exec(child.output())?.[1];
  await untilReady(child, () => port() !== undefined);
  return {
    address: `127.0.0.1:${port() ?? ''}`,
    async stop() {
      await child.end();
      await rm(directory, { recursive: true });
    },
  };
}
