import type { Host } from '@longshore/contract/hosts';
import { fingerprintOf } from '../link/ed25519.ts';
import type { FleetHost } from './fleet-host.ts';

/** A host as the API shows it. */
export function toHost(host: FleetHost): Host {
  const { record } = host;
  return {
    id: record.id,
    name: record.name,
    description: record.description,
    tags: record.tags,
    group: record.groupName,
    fingerprint: fingerprintOf(record.publicKey),
    online: host.linked,
    revoked: record.revoked,
    local: record.local,
    joinedAt: record.joinedAt.toISOString(),
    lastSeenAt: (host.linked ? new Date() : record.lastSeenAt).toISOString(),
    ...(record.engine === null ? {} : { engine: record.engine }),
    ...(record.agent === null ? {} : { agent: record.agent }),
    ...(record.refusal === null ? {} : { refusal: record.refusal }),
    drift: record.drift,
  };
}

/** What somebody learns of a host of which they may see containers, but not the host itself. */
export function toHostOutline(host: FleetHost): Host {
  const { id, name, joinedAt, fingerprint, online, revoked, local, lastSeenAt, engine } = toHost(host);
  const silent: Host['engine'] =
    engine?.state === 'unreachable' ? { state: 'unreachable', reason: engine.reason, hint: engine.hint } : undefined;
  return {
    id,
    name,
    description: '',
    tags: [],
    group: '',
    fingerprint,
    online,
    revoked,
    local,
    joinedAt,
    lastSeenAt,
    drift: 0,
    ...(silent === undefined ? {} : { engine: silent }),
  };
}
