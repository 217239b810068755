import type { CallHandler, ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { lastValueFrom, throwError } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { CodedError, type ErrorCode } from '@longshore/contract/errors';
import { actions } from '@longshore/contract/registry';
import type { Principal } from '../access/principal.ts';
import type { AuditEntry, AuditService } from '../audit/audit.service.ts';
import { rememberCall } from './action-call.ts';
import { ActionInterceptor } from './action.interceptor.ts';

const ann: Principal = {
  user: { id: 'ann', name: 'Ann' },
  by: { kind: 'token', id: 't', name: 'ci', expiresAt: null },
  bindings: [],
};

async function recorded(principal: Principal | null, code: ErrorCode): Promise<string[]> {
  const kept: AuditEntry[] = [];
  const audit = { record: (entry: AuditEntry) => Promise.resolve(void kept.push(entry)) };
  const request = {} as unknown as Request;
  const row = actions['session.create'];
  rememberCall(request, {
    ...{ name: 'session.create', row, principal, params: {}, target: null },
    ...{ args: {}, wait: undefined, address: '10.0.0.1', note: {} },
  });
  const context = { getType: () => 'http', switchToHttp: () => ({ getRequest: () => request }) };
  const next: CallHandler = { handle: () => throwError(() => new CodedError(code, 'no')) };
  const interceptor = new ActionInterceptor(audit as unknown as AuditService);
  await lastValueFrom(interceptor.intercept(context as unknown as ExecutionContext, next)).catch(() => undefined);
  return kept.map(({ outcome }) => outcome);
}

describe('the record of what was refused', () => {
  it('keeps who tried to get in, but not how often a stranger was sent away unheard', async () => {
    expect(await recorded(null, 'unauthenticated')).toEqual(['unauthenticated']);
    expect(await recorded(null, 'throttled')).toEqual([]);
    expect(await recorded(null, 'gone')).toEqual([]);
    expect(await recorded(ann, 'throttled')).toEqual(['throttled']);
  });
});
