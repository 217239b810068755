import { Injectable } from '@nestjs/common';
import { InvalidError } from '@longshore/contract/errors';
import type { ActionArgs, ActionResult } from '@longshore/contract/registry';
import type { Principal } from '../access/principal.ts';
import { HostDirectory } from '../hosts/host-directory.ts';
import { EventAccess } from './event-access.ts';
import { EventStore, type EventPlace } from './event-store.ts';
import { toEvent } from './event-wire.ts';
import type { EventEntity } from './event.entity.ts';

/** Rows read at once while looking for those that somebody may see. */
const BATCH = 1000;

@Injectable()
export class EventsService {
  constructor(
    private readonly store: EventStore,
    private readonly access: EventAccess,
    private readonly hosts: HostDirectory,
  ) {}

  async list(principal: Principal, args: ActionArgs<'event.list'>): Promise<ActionResult<'event.list'>> {
    const { limit, host, cursor, type, action, object, since, until } = args;
    const hostId = host === undefined ? undefined : (this.hosts.byId(host) ?? this.hosts.byName(host))?.id;
    if (host !== undefined && hostId === undefined) return { items: [], next: null };
    const found: EventEntity[] = [];
    let place = cursor === undefined ? undefined : placeOf(cursor);
    const size = Math.max(BATCH, limit + 1);
    for (;;) {
      const batch = await this.store.page({ hostId, type, action, object, since, until }, place, size);
      found.push(...batch.filter((event) => this.access.sees(principal, event)));
      place = batch.at(-1);
      if (found.length > limit || place === undefined || batch.length < size) break;
    }
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items: items.map(toEvent), next: found.length > limit && last !== undefined ? cursorOf(last) : null };
  }
}

const cursorOf = ({ at, id }: EventPlace): string => `${at.getTime()}-${id}`;

function placeOf(cursor: string): EventPlace {
  const [, time, id] = /^(\d{1,15})-(\d{1,18})$/.exec(cursor) ?? [];
  if (time === undefined || id === undefined) throw new InvalidError([{ path: ['cursor'], message: 'is not a cursor of this list' }]);
  return { at: new Date(Number(time)), id };
}
