import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { catchError, from, mergeMap, tap, type Observable } from 'rxjs';
import { toErrorBody } from '@longshore/contract/errors';
import { operationEnded, type Operation } from '@longshore/contract/operations';
import { AuditService } from '../audit/audit.service.ts';
import { callOf, type ActionCall } from './action-call.ts';

/** Refusals of strangers that nobody has to know of each time: they cost them nothing, and the record keeps every line. */
const UNKEPT: ReadonlySet<string> = new Set(['throttled', 'gone']);

/** Behind every handler: keeps the record of audited actions, and answers 200 instead of 202 for an operation that has ended. */
@Injectable()
export class ActionInterceptor implements NestInterceptor {
  constructor(private readonly audit: AuditService) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const http = context.switchToHttp();
    const call = callOf(http.getRequest<Request>());
    const answer = next.handle().pipe(tap((value) => setStatus(call, value, http.getResponse<Response>())));
    // A stream is recorded by whoever opens it: what a plain request answers here is not the stream.
    if (!call.row.audited || call.row.kind === 'stream') return answer;
    return answer.pipe(
      mergeMap((value: unknown) => from(this.#record(call, outcomeOf(call, value)).then(() => value))),
      catchError(async (error: unknown) => {
        await this.#record(call, toErrorBody(error).code);
        throw error;
      }),
    );
  }

  async #record({ name, principal, address, params, target, note }: ActionCall, outcome: string): Promise<void> {
    if (principal === null && UNKEPT.has(outcome)) return;
    await this.audit.record({
      action: name,
      principal,
      userName: note.user,
      address,
      host: target?.host.name,
      target: note.target ?? (target === null ? Object.values(params)[0] : target.container?.name),
      outcome,
    });
  }
}

function setStatus({ row }: ActionCall, value: unknown, response: Response): void {
  if (row.kind === 'operation' && operationEnded((value as Operation).state)) response.status(200);
}

/** An operation that was waited for may have failed by now. */
const outcomeOf = ({ row }: ActionCall, value: unknown): string =>
  row.kind === 'operation' ? ((value as Operation).error?.code ?? 'ok') : 'ok';
