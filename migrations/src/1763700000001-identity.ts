import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Users, teams, sessions, API tokens and saved views. */
export class Identity1763700000001 implements MigrationInterface {
  readonly name = 'Identity1763700000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE users (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        username text NOT NULL,
        username_key text NOT NULL,
        display_name text NOT NULL DEFAULT '',
        password_hash text NOT NULL,
        disabled boolean NOT NULL DEFAULT false,
        language text,
        theme text NOT NULL DEFAULT 'system',
        bindings jsonb NOT NULL DEFAULT '[]',
        created_at timestamptz NOT NULL DEFAULT now(),
        last_sign_in_at timestamptz,
        CONSTRAINT pk_users PRIMARY KEY (id),
        CONSTRAINT uq_users_username_key UNIQUE (username_key)
      )`);
    await runner.query(`
      CREATE TABLE teams (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        name text NOT NULL,
        name_key text NOT NULL,
        description text NOT NULL DEFAULT '',
        bindings jsonb NOT NULL DEFAULT '[]',
        CONSTRAINT pk_teams PRIMARY KEY (id),
        CONSTRAINT uq_teams_name_key UNIQUE (name_key)
      )`);
    await runner.query(`
      CREATE TABLE team_members (
        team_id uuid NOT NULL,
        user_id uuid NOT NULL,
        CONSTRAINT pk_team_members PRIMARY KEY (team_id, user_id),
        CONSTRAINT fk_team_members_team_id FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE CASCADE,
        CONSTRAINT fk_team_members_user_id FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
      )`);
    await runner.query('CREATE INDEX ix_team_members_user_id ON team_members (user_id)');
    await runner.query(`
      CREATE TABLE sessions (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        hash text NOT NULL,
        user_id uuid NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_seen_at timestamptz NOT NULL DEFAULT now(),
        address text NOT NULL,
        user_agent text NOT NULL,
        CONSTRAINT pk_sessions PRIMARY KEY (id),
        CONSTRAINT uq_sessions_hash UNIQUE (hash),
        CONSTRAINT fk_sessions_user_id FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
      )`);
    await runner.query('CREATE INDEX ix_sessions_user_id ON sessions (user_id)');
    await runner.query(`
      CREATE TABLE api_tokens (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        user_id uuid NOT NULL,
        name text NOT NULL,
        prefix text NOT NULL,
        hash text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz,
        last_used_at timestamptz,
        CONSTRAINT pk_api_tokens PRIMARY KEY (id),
        CONSTRAINT uq_api_tokens_hash UNIQUE (hash),
        CONSTRAINT fk_api_tokens_user_id FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
      )`);
    await runner.query('CREATE INDEX ix_api_tokens_user_id ON api_tokens (user_id)');
    await runner.query(`
      CREATE TABLE saved_views (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        user_id uuid NOT NULL,
        name text NOT NULL,
        page text NOT NULL,
        query text NOT NULL,
        columns jsonb NOT NULL,
        sort text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_saved_views PRIMARY KEY (id),
        CONSTRAINT fk_saved_views_user_id FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
      )`);
    await runner.query('CREATE INDEX ix_saved_views_user_id ON saved_views (user_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['saved_views', 'api_tokens', 'sessions', 'team_members', 'teams', 'users'])
      await runner.query(`DROP TABLE ${table}`);
  }
}
