import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who did what. */
export class Audit1763700000002 implements MigrationInterface {
  readonly name = 'Audit1763700000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_records (
        id bigint GENERATED ALWAYS AS IDENTITY,
        at timestamptz NOT NULL DEFAULT now(),
        action text NOT NULL,
        user_id uuid,
        user_name text NOT NULL,
        token text,
        address text NOT NULL,
        host text,
        target text,
        outcome text NOT NULL,
        CONSTRAINT pk_audit_records PRIMARY KEY (id)
      )`);
    await runner.query('CREATE INDEX ix_audit_records_action_id ON audit_records (action, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE audit_records');
  }
}
