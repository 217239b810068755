import type { FleetEvent } from '@longshore/contract/events';
import type { EventEntity } from './event.entity.ts';

/** An event as the API shows it. */
export const toEvent = ({ id, at, hostId, hostName, type, action, object, name, attributes }: EventEntity): FleetEvent => ({
  id,
  at: at.toISOString(),
  host: hostId,
  hostName,
  type,
  action,
  object,
  name,
  attributes,
});
