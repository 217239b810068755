import type { LocationQuery } from 'vue-router';
import type { EventFilter } from '../../data/event-view.ts';

export const filterNames = ['host', 'type', 'action', 'object'] as const;
export type FilterName = (typeof filterNames)[number];

/** Kinds of object that engines tell of. */
export const eventTypes = ['container', 'image', 'volume', 'network', 'daemon', 'plugin', 'builder'] as const;

/** What containers, images, volumes and networks do most; others can be typed. */
export const commonActions = [
  'attach',
  'connect',
  'create',
  'destroy',
  'die',
  'disconnect',
  'health_status: healthy',
  'health_status: unhealthy',
  'kill',
  'mount',
  'oom',
  'pause',
  'pull',
  'rename',
  'restart',
  'start',
  'stop',
  'unpause',
] as const;

/** The filter that an address means. */
export function readFilter(query: LocationQuery): EventFilter {
  const filter: EventFilter = {};
  for (const name of filterNames) {
    const value = query[name];
    if (typeof value === 'string' && value !== '') filter[name] = value;
  }
  return filter;
}
