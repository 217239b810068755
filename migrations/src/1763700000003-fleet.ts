import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Hosts, join tokens, last known states, operations and engine events. */
export class Fleet1763700000003 implements MigrationInterface {
  readonly name = 'Fleet1763700000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE hosts (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        name text NOT NULL,
        name_key text NOT NULL,
        description text NOT NULL DEFAULT '',
        tags jsonb NOT NULL DEFAULT '[]',
        group_name text NOT NULL DEFAULT '',
        public_key text NOT NULL,
        revoked boolean NOT NULL DEFAULT false,
        local boolean NOT NULL DEFAULT false,
        joined_at timestamptz NOT NULL DEFAULT now(),
        last_seen_at timestamptz NOT NULL DEFAULT now(),
        agent jsonb,
        engine jsonb,
        refusal jsonb,
        drift integer NOT NULL DEFAULT 0,
        CONSTRAINT pk_hosts PRIMARY KEY (id),
        CONSTRAINT uq_hosts_name_key UNIQUE (name_key),
        CONSTRAINT uq_hosts_public_key UNIQUE (public_key)
      )`);
    await runner.query(`
      CREATE TABLE join_tokens (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        hash text NOT NULL,
        description text NOT NULL DEFAULT '',
        created_at timestamptz NOT NULL DEFAULT now(),
        created_by text NOT NULL,
        expires_at timestamptz NOT NULL,
        max_uses integer NOT NULL,
        uses integer NOT NULL DEFAULT 0,
        revoked boolean NOT NULL DEFAULT false,
        local boolean NOT NULL DEFAULT false,
        CONSTRAINT pk_join_tokens PRIMARY KEY (id),
        CONSTRAINT uq_join_tokens_hash UNIQUE (hash)
      )`);
    await runner.query(`
      CREATE TABLE host_states (
        host_id uuid NOT NULL,
        epoch text NOT NULL,
        revision bigint NOT NULL,
        known_at timestamptz NOT NULL,
        rows bytea NOT NULL,
        CONSTRAINT pk_host_states PRIMARY KEY (host_id),
        CONSTRAINT fk_host_states_host_id FOREIGN KEY (host_id) REFERENCES hosts (id) ON DELETE CASCADE
      )`);
    await this.#operations(runner);
    await this.#events(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['events', 'operations', 'host_states', 'join_tokens', 'hosts']) await runner.query(`DROP TABLE ${table}`);
  }

  async #operations(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE operations (
        id uuid NOT NULL,
        seq bigint GENERATED ALWAYS AS IDENTITY,
        action text NOT NULL,
        host_id uuid NOT NULL,
        host_name text NOT NULL,
        target_kind text NOT NULL,
        target_id text NOT NULL,
        target_name text NOT NULL,
        args jsonb NOT NULL,
        labels jsonb NOT NULL,
        user_id uuid NOT NULL,
        user_name text NOT NULL,
        token text,
        state text NOT NULL,
        cancel_requested boolean NOT NULL DEFAULT false,
        progress jsonb,
        result jsonb,
        error jsonb,
        truth jsonb,
        created_at timestamptz NOT NULL,
        started_at timestamptz,
        ended_at timestamptz,
        idempotency_key text,
        idempotency_digest text,
        CONSTRAINT pk_operations PRIMARY KEY (id),
        CONSTRAINT uq_operations_seq UNIQUE (seq)
      )`);
    await runner.query('CREATE INDEX ix_operations_host_id_seq ON operations (host_id, seq)');
    await runner.query('CREATE INDEX ix_operations_target_id_seq ON operations (target_id, seq)');
    await runner.query(
      'CREATE UNIQUE INDEX ix_operations_user_id_idempotency_key ON operations (user_id, idempotency_key) WHERE idempotency_key IS NOT NULL',
    );
  }

  async #events(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE events (
        id bigint GENERATED ALWAYS AS IDENTITY,
        host_id uuid NOT NULL,
        host_name text NOT NULL,
        epoch text NOT NULL,
        seq bigint NOT NULL,
        at timestamptz NOT NULL,
        type text NOT NULL,
        action text NOT NULL,
        object text NOT NULL,
        name text NOT NULL,
        attributes jsonb NOT NULL,
        CONSTRAINT pk_events PRIMARY KEY (id),
        CONSTRAINT uq_events_host_id_epoch_seq UNIQUE (host_id, epoch, seq)
      )`);
    await runner.query('CREATE INDEX ix_events_at_id ON events (at, id)');
    await runner.query('CREATE INDEX ix_events_host_id_at ON events (host_id, at)');
    await runner.query('CREATE INDEX ix_events_object_at ON events (object, at)');
  }
}
