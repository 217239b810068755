import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { BadRequestError } from '@longshore/contract/errors';
import type { Session } from '@longshore/contract/identity';
import type { ActionArgs } from '@longshore/contract/registry';
import type { Principal } from '../access/principal.ts';
import type { ActionCall } from '../actions/action-call.ts';
import { Action } from '../actions/action.decorator.ts';
import { Args, Call, Caller } from '../actions/parameters.ts';
import { callOrigin } from './call-origin.ts';
import { SessionCookie } from './session-cookie.ts';
import { SessionView } from './session-view.service.ts';
import { SignInService } from './sign-in.service.ts';

/** What of a typed name is worth keeping: somebody may have typed their password there. */
const MAX_NAME = 64;

@Controller()
export class SessionController {
  constructor(
    private readonly signIn: SignInService,
    private readonly cookie: SessionCookie,
    private readonly sessions: SessionView,
  ) {}

  @Action('session.create')
  async create(
    @Args() { username, password }: ActionArgs<'session.create'>,
    @Call() call: ActionCall,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    call.note.user = username.slice(0, MAX_NAME);
    const secret = await this.signIn.signIn(username, password, callOrigin(request));
    this.cookie.set(response, secret);
    return this.sessions.ofSecret(secret);
  }

  @Action('session.get')
  get(@Caller() caller: Principal): Promise<Session> {
    return this.sessions.of(caller);
  }

  @Action('session.remove')
  async remove(@Caller() caller: Principal, @Res({ passthrough: true }) response: Response): Promise<void> {
    if (caller.by.kind === 'token') throw new BadRequestError('An API token has no session; revoke it with DELETE /tokens/{token}.');
    await this.signIn.signOut(caller);
    this.cookie.clear(response);
  }
}
