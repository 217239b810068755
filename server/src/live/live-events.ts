import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccessService } from '../access/access.service.ts';
import { EventAccess } from '../events/event-access.ts';
import { EventIntake } from '../events/event-intake.ts';
import { toEvent } from '../events/event-wire.ts';
import { LiveSessions } from './live-sessions.ts';
import { ROOMS, type LiveSession } from './live-session.ts';

/** Shows engine events to the browsers that look at them, as soon as they are stored. */
@Injectable()
export class LiveEvents implements OnModuleInit {
  constructor(
    private readonly sessions: LiveSessions,
    private readonly access: AccessService,
    private readonly eventAccess: EventAccess,
    private readonly intake: EventIntake,
  ) {}

  onModuleInit(): void {
    this.intake.on('stored', (events) => {
      if (this.sessions.size === 0) return;
      this.sessions.tell(ROOMS.events, 'events:new', events.map(toEvent));
      for (const session of this.sessions.all()) {
        if (!session.wantsEvents || session.phase === 'behind' || this.access.everywhere(session.principal, 'event.list')) continue;
        const seen = events.filter((event) => this.eventAccess.sees(session.principal, event));
        if (seen.length > 0) session.socket.emit('events:new', seen.map(toEvent));
      }
    });
  }

  /** @throws ForbiddenError */
  look(session: LiveSession, on: boolean): void {
    this.access.requireSomewhere(session.principal, 'event.list');
    session.wantsEvents = on;
    this.resume(session);
  }

  /** Puts it where it belongs by its rights as they are now. */
  resume(session: LiveSession): void {
    if (session.wantsEvents && this.access.everywhere(session.principal, 'event.list')) void session.socket.join(ROOMS.events);
    else void session.socket.leave(ROOMS.events);
  }
}
