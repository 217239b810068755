import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApiTokenEntity } from './api-token.entity.ts';
import { ApiTokensController } from './api-tokens.controller.ts';
import { ApiTokensService } from './api-tokens.service.ts';
import { CredentialStore } from './credential-store.ts';
import { Passwords } from './passwords.ts';
import { PrincipalService } from './principal.service.ts';
import { ProfileController } from './profile.controller.ts';
import { ProfileService } from './profile.service.ts';
import { SavedViewEntity } from './saved-view.entity.ts';
import { SavedViewsController } from './saved-views.controller.ts';
import { SavedViewsService } from './saved-views.service.ts';
import { SessionCookie } from './session-cookie.ts';
import { SessionView } from './session-view.service.ts';
import { SessionController } from './session.controller.ts';
import { SessionEntity } from './session.entity.ts';
import { SetupController } from './setup.controller.ts';
import { SetupService } from './setup.service.ts';
import { SignInThrottle } from './sign-in-throttle.ts';
import { SignInService } from './sign-in.service.ts';
import { TeamMemberEntity } from './team-member.entity.ts';
import { TeamEntity } from './team.entity.ts';
import { TeamsController } from './teams.controller.ts';
import { TeamsService } from './teams.service.ts';
import { UserEntity } from './user.entity.ts';
import { UsersController } from './users.controller.ts';
import { UsersService } from './users.service.ts';

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([UserEntity, TeamEntity, TeamMemberEntity, SessionEntity, ApiTokenEntity, SavedViewEntity])],
  controllers: [
    SetupController,
    SessionController,
    ProfileController,
    ApiTokensController,
    SavedViewsController,
    UsersController,
    TeamsController,
  ],
  providers: [
    ApiTokensService,
    CredentialStore,
    Passwords,
    PrincipalService,
    ProfileService,
    SavedViewsService,
    SessionCookie,
    SessionView,
    SetupService,
    SignInService,
    SignInThrottle,
    TeamsService,
    UsersService,
  ],
  exports: [PrincipalService, SessionView, SetupService],
})
export class IdentityModule {}
