import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { Host } from '@longshore/contract/hosts';
import type { Operation } from '@longshore/contract/operations';
import { AccessService } from '../access/access.service.ts';
import { Fleet } from '../fleet/fleet.ts';
import { FleetView } from '../fleet/fleet-view.ts';
import { OpenOperations } from '../operations/open-operations.ts';
import { OperationAccess } from '../operations/operation-access.ts';
import type { OperationEntity } from '../operations/operation.entity.ts';
import { ChangeBatch, type ChangeFilter } from './change-batch.ts';
import { sendPicture } from './fleet-picture.ts';
import { LiveSessions } from './live-sessions.ts';
import { ROOMS, type LiveSession } from './live-session.ts';

/** Milliseconds in which changes are gathered: nobody sees them, and a burst becomes one message. */
const GATHER = 15;

/** Shows the fleet to browsers: a picture, then every change of what each may see. */
@Injectable()
export class LiveFleet implements OnModuleInit {
  readonly #logger = new Logger('Live');
  #batch = new ChangeBatch();
  #operations = new Map<string, OperationEntity>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly sessions: LiveSessions,
    private readonly fleet: Fleet,
    private readonly view: FleetView,
    private readonly access: AccessService,
    private readonly openOperations: OpenOperations,
    private readonly operationAccess: OperationAccess,
  ) {}

  onModuleInit(): void {
    this.fleet.on('update', (update) => {
      if (this.sessions.size === 0) return;
      this.#batch.add(update);
      this.#flushSoon();
    });
    this.openOperations.on('changed', (operation) => {
      if (this.sessions.size === 0) return;
      this.#operations.set(operation.id, operation);
      this.#flushSoon();
    });
  }

  /** Begins the picture of a browser. From this moment no change is missed: what changes now waits behind the picture. @throws ForbiddenError */
  watch(session: LiveSession): { hosts: Host[]; rows: number; operations: Operation[] } {
    const { principal } = session;
    this.access.requireSomewhere(principal, 'container.list');
    const isWanted = session.begin();
    const hosts = [...this.fleet.hosts()];
    const seen = hosts.flatMap((host) => this.view.host(principal, host) ?? []);
    for (const { id } of seen) session.toldHosts.add(id);
    const picture = hosts.map((host) => ({ host: host.id, rows: this.view.rows(principal, host) })).filter(({ rows }) => rows.length > 0);
    const operations = [...this.openOperations.all()].filter((operation) => this.operationAccess.sees(principal, operation));
    if (this.access.everywhere(principal, 'operation.list')) void session.socket.join(ROOMS.operations);
    // Not before the answer to `fleet:watch` is on its way.
    setImmediate(() => {
      sendPicture(session, picture, isWanted).then(
        (complete) => {
          if (complete) session.ready(this.view.seesEverything(principal));
        },
        (err: unknown) => this.#logger.error({ err }, 'The fleet could not be shown to a browser'),
      );
    });
    return {
      hosts: seen,
      rows: picture.reduce((sum, { rows }) => sum + rows.length, 0),
      operations: operations.map((operation) => this.openOperations.wire(operation)),
    };
  }

  #flushSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#flushChanges();
      this.#flushOperations();
    }, GATHER);
  }

  #flushChanges(): void {
    const batch = this.#batch;
    if (batch.isEmpty) return;
    this.#batch = new ChangeBatch();
    const all = batch.forAll();
    if (all.length > 0) this.sessions.tell(ROOMS.fleet, 'fleet:changes', all);
    for (const session of this.sessions.all()) {
      if (session.phase !== 'loading' && session.phase !== 'live') continue;
      const whole = this.view.seesEverything(session.principal);
      if (whole && session.phase === 'live') continue;
      const changes = whole ? all : batch.seenBy(this.#filter(session));
      if (changes.length === 0) continue;
      if (session.phase === 'loading') session.queue(changes);
      else session.socket.emit('fleet:changes', changes);
    }
  }

  #filter({ principal, toldHosts }: LiveSession): ChangeFilter {
    return {
      seesRow: (host, row) => this.view.seesRow(principal, host, row),
      knows: ({ id }) => toldHosts.has(id),
      host: (host) => this.#tellHost(this.view.host(principal, host), toldHosts),
    };
  }

  #tellHost(host: Host | undefined, told: Set<string>): { op: 'host'; host: Host } | undefined {
    if (host === undefined) return undefined;
    told.add(host.id);
    return { op: 'host', host };
  }

  #flushOperations(): void {
    if (this.#operations.size === 0) return;
    const operations = [...this.#operations.values()];
    this.#operations = new Map();
    this.sessions.tell(
      ROOMS.operations,
      'operations:changed',
      operations.map((operation) => this.openOperations.wire(operation)),
    );
    for (const session of this.sessions.all()) {
      if ((session.phase !== 'loading' && session.phase !== 'live') || this.access.everywhere(session.principal, 'operation.list'))
        continue;
      const seen = operations.filter((operation) => this.operationAccess.sees(session.principal, operation));
      if (seen.length > 0)
        session.socket.emit(
          'operations:changed',
          seen.map((operation) => this.openOperations.wire(operation)),
        );
    }
  }
}
