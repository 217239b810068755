import type { EngineOccurrence } from '../engine/events.ts';

/** Actions that leave the container's row as it is; those with a command behind a colon are matched by their beginning. */
const harmless = [
  'exec_create',
  'exec_start',
  'exec_die',
  'exec_detach',
  'top',
  'resize',
  'attach',
  'detach',
  'archive-path',
  'extract-to-dir',
  'copy',
  'export',
];

/** The container whose row an event may have changed. */
export function affectedContainer(event: EngineOccurrence): string | undefined {
  if (event.Type === 'container') {
    const [action = ''] = event.Action.split(':');
    return harmless.includes(action) || event.Actor.ID === '' ? undefined : event.Actor.ID;
  }
  // Connecting a container to a network is told as an event of the network.
  return event.Type === 'network' ? event.Actor.Attributes.container : undefined;
}

/** Whether the number of images, volumes or networks may be another now. */
export function affectsCounts(event: EngineOccurrence): boolean {
  return ['image', 'volume', 'network'].includes(event.Type) && !['connect', 'disconnect', 'mount', 'unmount'].includes(event.Action);
}
