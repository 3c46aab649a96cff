import { realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { Kysely, Migrator, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import { letApplicationIn } from './application-login.ts';
import * as firstSchema from './migrations/0001-first-schema.ts';
import * as settlementReturns from './migrations/0002-settlement-returns.ts';
import * as accountCare from './migrations/0003-account-care.ts';
import * as quotasAndPace from './migrations/0004-quotas-and-pace.ts';
import * as whatWaits from './migrations/0005-what-waits.ts';
import * as payerNotices from './migrations/0006-payer-notices.ts';
import * as changeNumbers from './migrations/0007-change-numbers.ts';
import * as holds from './migrations/0008-holds.ts';
import * as messageAttempts from './migrations/0010-message-attempts.ts';
import * as applicationLogin from './migrations/0012-application-login.ts';
import * as callsInSteps from './migrations/0013-calls-in-steps.ts';
import * as sessions from './migrations/0014-sessions.ts';
import * as webhookEndpoints from './migrations/0015-webhook-endpoints.ts';
import * as statement from './migrations/0016-statement.ts';
import * as logos from './migrations/0017-logos.ts';
import * as sealedEndpoints from './migrations/0019-sealed-endpoints.ts';
import * as divergences from './migrations/0020-divergences.ts';
import * as moneyCases from './migrations/0022-money-cases.ts';
import * as accountWarnings from './migrations/0024-account-warnings.ts';
import * as figures from './migrations/0025-figures.ts';
import * as chargedValue from './migrations/0026-charged-value.ts';
import * as audit from './migrations/0027-audit.ts';
import * as sendingRules from './migrations/0028-sending-rules.ts';
import * as search from './migrations/0029-search.ts';
import * as keptFigures from './migrations/0030-kept-figures.ts';
import * as listsAndRetention from './migrations/0031-lists-and-retention.ts';
import * as answeredTerms from './migrations/0032-answered-terms.ts';
import * as endpointProof from './migrations/0033-endpoint-proof.ts';
import * as accountNotices from './migrations/0034-account-notices.ts';
import * as hourlyAudit from './migrations/0035-hourly-audit.ts';
import * as restores from './migrations/0037-restores.ts';
import * as erasures from './migrations/0039-erasures.ts';
import * as forecastAndBeats from './migrations/0041-forecast-and-beats.ts';
import * as savedViews from './migrations/0042-saved-views.ts';
import * as noticesPolicy from './migrations/0043-notices-policy.ts';
import * as deniedEvents from './migrations/0044-denied-events.ts';
import * as statementDays from './migrations/0045-statement-days.ts';
import * as unreadableEvents from './migrations/0046-unreadable-events.ts';
import * as reconciliationRounds from './migrations/0047-reconciliation-rounds.ts';
import * as deliveryReplays from './migrations/0048-delivery-replays.ts';
import * as missingPayments from './migrations/0049-missing-payments.ts';
import * as indexesOfLists from './migrations/0050-indexes-of-lists.ts';
import * as confirmedSessions from './migrations/0051-confirmed-sessions.ts';

/** In the order they were written. The SQL of a merged migration is never edited. */
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
  '0012-application-login': applicationLogin,
  '0013-calls-in-steps': callsInSteps,
  '0014-sessions': sessions,
  '0015-webhook-endpoints': webhookEndpoints,
  '0016-statement': statement,
  '0017-logos': logos,
  '0019-sealed-endpoints': sealedEndpoints,
  '0020-divergences': divergences,
  '0022-money-cases': moneyCases,
  '0024-account-warnings': accountWarnings,
  '0025-figures': figures,
  '0026-charged-value': chargedValue,
  '0027-audit': audit,
  '0028-sending-rules': sendingRules,
  '0029-search': search,
  '0030-kept-figures': keptFigures,
  '0031-lists-and-retention': listsAndRetention,
  '0032-answered-terms': answeredTerms,
  '0033-endpoint-proof': endpointProof,
  '0034-account-notices': accountNotices,
  '0035-hourly-audit': hourlyAudit,
  '0037-restores': restores,
  '0039-erasures': erasures,
  '0041-forecast-and-beats': forecastAndBeats,
  '0042-saved-views': savedViews,
  '0043-notices-policy': noticesPolicy,
  '0044-denied-events': deniedEvents,
  '0045-statement-days': statementDays,
  '0046-unreadable-events': unreadableEvents,
  '0047-reconciliation-rounds': reconciliationRounds,
  '0048-delivery-replays': deliveryReplays,
  '0049-missing-payments': missingPayments,
  '0050-indexes-of-lists': indexesOfLists,
  '0051-confirmed-sessions': confirmedSessions,
};

/** Two logins of one database: one migrates, and the other is the application's. */
export interface DatabaseLogins {
  /** Owns the tables and may create roles. */
  migration: string;
  application: string;
}

export type MigrationName = keyof typeof migrations;

/**
 * Brings the database to the newest schema, or to that of `upTo`. Then lets the application log in with the password of
 * its address. Several processes may run this at once. Throws the errors of Postgres.
 */
export async function migrate(
  { migration, application }: DatabaseLogins,
  upTo?: MigrationName,
): Promise<string[]> {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new Pool({ connectionString: migration, max: 2 }) }),
  });
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
    const { error, results } = await (upTo ? migrator.migrateTo(upTo) : migrator.migrateToLatest());
    if (error) throw error;
    await sql`grant usage on schema public to remessa_app, remessa_relay, remessa_gate, remessa_admin, remessa_quota`.execute(
      db,
    );
    await letApplicationIn(db, application);
    return (results ?? []).map((result) => result.migrationName);
  } finally {
    await db.destroy();
  }
}

/** Whether this file was started, and not imported. A deploy may start it by a link, such as `current/dist/db/migrate.js`. */
function isCommand(): boolean {
  const started = process.argv[1];
  return started !== undefined && import.meta.url === pathToFileURL(realpathSync(started)).href;
}

/**
 * `npm run migrate`: brings the database of MIGRATION_DATABASE_URL to the newest schema, and lets the login of DATABASE_URL
 * in. May be repeated.
 */
if (isCommand()) {
  const { ConfigError, readSettings } = await import('../config.ts');
  const { MIGRATION_DATABASE_URL: migration, DATABASE_URL: application } = readSettings();
  if (!migration) throw new ConfigError('MIGRATION_DATABASE_URL is not set: who shall migrate the database?');
  if (!application) throw new ConfigError('DATABASE_URL is not set: how shall the application log in?');
  const done = await migrate({ migration, application });
  process.stdout.write(done.length > 0 ? `Migrated: ${done.join(', ')}\n` : 'The schema is up to date.\n');
}
