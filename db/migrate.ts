import { pathToFileURL } from 'node:url';
import { Kysely, Migrator, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import * as firstSchema from './migrations/0001-first-schema.ts';
import * as settlementReturns from './migrations/0002-settlement-returns.ts';
import * as accountCare from './migrations/0003-account-care.ts';
import * as quotasAndPace from './migrations/0004-quotas-and-pace.ts';
import * as whatWaits from './migrations/0005-what-waits.ts';
import * as payerNotices from './migrations/0006-payer-notices.ts';
import * as changeNumbers from './migrations/0007-change-numbers.ts';
import * as holds from './migrations/0008-holds.ts';
import * as messageAttempts from './migrations/0010-message-attempts.ts';
import * as sessions from './migrations/0014-sessions.ts';
import * as webhookEndpoints from './migrations/0015-webhook-endpoints.ts';
import * as statement from './migrations/0016-statement.ts';
import * as logos from './migrations/0017-logos.ts';

/** In the order they were written; a migration that has landed is never edited. */
const migrations = {
  '0001-first-schema': firstSchema,
  '0002-settlement-returns': settlementReturns,
  '0003-account-care': accountCare,
  '0004-quotas-and-pace': quotasAndPace,
  '0005-what-waits': whatWaits,
  '0006-payer-notices': payerNotices,
  '0007-change-numbers': changeNumbers,
  '0008-holds': holds,
  '0010-message-attempts': messageAttempts,
  '0014-sessions': sessions,
  '0015-webhook-endpoints': webhookEndpoints,
  '0016-statement': statement,
  '0017-logos': logos,
};

/** Brings the database at `url` to the newest schema. Safe to run by several processes at once. Throws what Postgres said. */
export async function migrate(url: string): Promise<string[]> {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new Pool({ connectionString: url, max: 2 }) }),
  });
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
    const { error, results } = await migrator.migrateToLatest();
    if (error) throw error;
    await sql`grant usage on schema public to remessa_app, remessa_relay, remessa_gate, remessa_admin, remessa_quota`.execute(
      db,
    );
    return (results ?? []).map((result) => result.migrationName);
  } finally {
    await db.destroy();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { ConfigError, readSettings } = await import('../config.ts');
  const { DATABASE_URL } = readSettings();
  if (!DATABASE_URL) throw new ConfigError('DATABASE_URL is not set: which database shall be migrated?');
  const done = await migrate(DATABASE_URL);
  process.stdout.write(done.length > 0 ? `Migrated: ${done.join(', ')}\n` : 'The schema is up to date.\n');
}
