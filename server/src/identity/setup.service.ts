import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Binding } from '@longshore/contract/access';
import { CodedError, ForbiddenError } from '@longshore/contract/errors';
import type { ActionArgs } from '@longshore/contract/registry';
import { Config } from '../config/config.ts';
import type { CallOrigin } from './call-origin.ts';
import { lockRights } from './last-administrator.ts';
import { Passwords } from './passwords.ts';
import { startSession } from './session-store.ts';
import { SetupToken } from './setup-token.ts';
import { SignInThrottle } from './sign-in-throttle.ts';
import { UserEntity } from './user.entity.ts';
import { insertUser } from './users.service.ts';

const everything: Binding[] = [{ role: 'administrator', scope: { kind: 'everything' } }];

/** The first account: made by whoever can read the server's output, or by its environment. There is no default password. */
@Injectable()
export class SetupService implements OnModuleInit {
  readonly #log = new Logger(SetupService.name);
  readonly #token: SetupToken;

  constructor(
    private readonly config: Config,
    @InjectDataSource() private readonly database: DataSource,
    private readonly passwords: Passwords,
    private readonly throttle: SignInThrottle,
  ) {
    this.#token = new SetupToken(config.data);
  }

  async onModuleInit(): Promise<void> {
    const { adminPassword } = this.config;
    if (adminPassword === undefined || !(await this.needed())) return;
    const passwordHash = await this.passwords.hash(adminPassword);
    const made = await this.database.transaction((manager) => makeFirst(manager, 'admin', passwordHash));
    // Another server on the same database may have started at the same moment.
    if (made === undefined) return;
    await this.#token.forget();
    this.#log.log('Made the account admin with the password of LONGSHORE_ADMIN_PASSWORD');
  }

  /** Is there no account yet? */
  async needed(): Promise<boolean> {
    return !(await this.database.manager.exists(UserEntity));
  }

  /** The path of the set-up link, undefined once it was used. The token is behind the `#`, which browsers send to nobody. */
  async link(): Promise<string | undefined> {
    return (await this.needed()) ? `/setup#${await this.#token.read()}` : undefined;
  }

  /** Makes the account and signs it in: gives the secret of the session cookie. @throws ForbiddenError, CodedError `gone` or `throttled` */
  async create({ token, username, password }: ActionArgs<'setup.create'>, origin: CallOrigin): Promise<string> {
    if (!(await this.needed())) throw alreadySetUp();
    const attempt = this.throttle.begin(`set-up ${origin.address}`);
    if (!(await this.#token.matches(token))) {
      throw new ForbiddenError('This is not the set-up link of this server.', { hint: 'The server prints the right one when it starts.' });
    }
    attempt.forgive();
    const passwordHash = await this.passwords.hash(password);
    const secret = await this.database.transaction(async (manager) => {
      const id = await makeFirst(manager, username, passwordHash);
      if (id === undefined) throw alreadySetUp();
      await manager.update(UserEntity, id, { lastSignInAt: new Date() });
      return startSession(manager, id, origin);
    });
    await this.#token.forget();
    return secret;
  }
}

const alreadySetUp = () => new CodedError('gone', 'Longshore is set up already.', { hint: 'Sign in.' });

/** The id of the first account; undefined when there is one already. The check and the making are one: of two at once, the second finds it made. */
async function makeFirst(manager: EntityManager, username: string, passwordHash: string): Promise<string | undefined> {
  await lockRights(manager);
  if (await manager.exists(UserEntity)) return undefined;
  const { id } = await insertUser(manager, { username, displayName: '', passwordHash, bindings: everything });
  return id;
}
