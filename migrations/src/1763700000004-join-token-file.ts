import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which join tokens the server wrote to a file for an agent beside it, and which hosts joined through one. */
export class JoinTokenFile1763700000004 implements MigrationInterface {
  readonly name = 'JoinTokenFile1763700000004';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['hosts', 'join_tokens'])
      await runner.query(`ALTER TABLE ${table} ADD COLUMN via_file boolean NOT NULL DEFAULT false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['hosts', 'join_tokens']) await runner.query(`ALTER TABLE ${table} DROP COLUMN via_file`);
  }
}
