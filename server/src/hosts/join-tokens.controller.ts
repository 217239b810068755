import { Controller, Headers } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import type { NewJoinToken } from '@longshore/contract/hosts';
import type { ActionArgs, ActionResult } from '@longshore/contract/registry';
import type { Principal } from '../access/principal.ts';
import type { ActionCall } from '../actions/action-call.ts';
import { Action } from '../actions/action.decorator.ts';
import { Args, Call, Caller } from '../actions/parameters.ts';
import { AgentFiles } from '../agent-files/agent-files.ts';
import { JoinTokensService } from './join-tokens.service.ts';

@Controller()
export class JoinTokensController {
  constructor(
    private readonly tokens: JoinTokensService,
    private readonly files: AgentFiles,
  ) {}

  @Action('join-token.list')
  async list(): Promise<ActionResult<'join-token.list'>> {
    return { items: await this.tokens.list() };
  }

  @Action('join-token.create')
  async create(
    @Caller() { user }: Principal,
    @Args() args: ActionArgs<'join-token.create'>,
    @Headers() headers: IncomingHttpHeaders,
  ): Promise<NewJoinToken> {
    // Fails before there is a token that nobody has seen.
    await this.files.agent();
    const { row, token } = await this.tokens.create({ ...args, createdBy: user.name });
    return { ...row, token, commands: await this.files.commands(token, headers) };
  }

  @Action('join-token.revoke')
  revoke(@Call() { params }: ActionCall): Promise<void> {
    return this.tokens.revoke(params.token ?? '');
  }
}
