import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Session } from '@longshore/contract/identity';
import type { ActionArgs } from '@longshore/contract/registry';
import type { ActionCall } from '../actions/action-call.ts';
import { Action } from '../actions/action.decorator.ts';
import { Args, Call } from '../actions/parameters.ts';
import { callOrigin } from './call-origin.ts';
import { SessionCookie } from './session-cookie.ts';
import { SessionView } from './session-view.service.ts';
import { SetupService } from './setup.service.ts';

@Controller()
export class SetupController {
  constructor(
    private readonly setup: SetupService,
    private readonly cookie: SessionCookie,
    private readonly sessions: SessionView,
  ) {}

  @Action('setup.get')
  async get(): Promise<{ needed: boolean }> {
    return { needed: await this.setup.needed() };
  }

  @Action('setup.create')
  async create(
    @Args() args: ActionArgs<'setup.create'>,
    @Call() call: ActionCall,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    call.note.user = args.username;
    const secret = await this.setup.create(args, callOrigin(request));
    this.cookie.set(response, secret);
    return this.sessions.ofSecret(secret);
  }
}
