import { partsOf, partAt, textOf } from './document.ts';

/** What a container has mounted where. */
export interface Mount {
  /** volume, bind, tmpfs, npipe, image, cluster. */
  readonly type: string;
  /** Of a volume; else empty. */
  readonly name: string;
  /** Path on the host; empty where there is none. */
  readonly source: string;
  readonly destination: string;
  readonly writable: boolean;
  /** A volume without a name of its own: the engine made 64 hex digits up. */
  readonly anonymous: boolean;
}

export const readMounts = (document: unknown): Mount[] =>
  partsOf(partAt(document).Mounts).map((mount) => {
    const name = textOf(mount.Name);
    return {
      type: textOf(mount.Type),
      name,
      source: textOf(mount.Source),
      destination: textOf(mount.Destination),
      writable: mount.RW !== false,
      anonymous: mount.Type === 'volume' && /^[0-9a-f]{64}$/.test(name),
    };
  });
