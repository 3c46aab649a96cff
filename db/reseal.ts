import { sql } from 'kysely';
import { answerPlace } from './access/idempotency-keys.ts';
import { accountSecretPlace } from './accounts/account-secrets.ts';
import type { Database, Scope } from './database.ts';
import { endpointSecretPlace } from './erp-delivery/endpoint-secrets.ts';
import type { Sealer } from './sealed-text.ts';
import { deleteUnusedSentinels } from './sealing-keys.ts';
import { asSealer } from './tenancy.ts';

/** Rows per transaction. Few, so nobody waits long for one of them. */
const batchSize = 100;

/**
 * Seals everything again that is not sealed with the first key, batch by batch, while API and worker run. An
 * interrupted run loses nothing; the next run continues. At the end the other keys are forgotten. Returns how many rows
 * it sealed. Throws when a row cannot be opened, so the old keys must stay in SECRETS_KEY until the end.
 */
export async function resealAll(
  db: Database,
  sealer: Sealer,
  tellOfBatch: (sealed: number) => void = () => undefined,
): Promise<number> {
  let sealed = 0;
  for (const resealBatch of [resealAccounts, resealEndpoints, resealAnswers]) {
    for (;;) {
      const batch = await asSealer(db, (scope) => resealBatch(scope, sealer));
      if (batch === 0) break;
      sealed += batch;
      tellOfBatch(batch);
    }
  }
  await asSealer(db, (scope) => deleteUnusedSentinels(scope, sealer));
  return sealed;
}

async function resealAccounts(scope: Scope, sealer: Sealer): Promise<number> {
  const rows = await scope
    .selectFrom('accounts')
    .select(['id', 'tenant_id', 'api_key_sealed', 'webhook_token_sealed'])
    .where(({ or, eb }) =>
      or([
        eb(sql`split_part(api_key_sealed, '.', 2)`, '<>', sealer.currentKeyId),
        eb(sql`split_part(webhook_token_sealed, '.', 2)`, '<>', sealer.currentKeyId),
      ]),
    )
    .orderBy('id')
    .limit(batchSize)
    .forUpdate()
    .execute();
  for (const row of rows) {
    const again = (sealed: string, secret: 'api_key' | 'webhook_token') =>
      resealText(sealer, sealed, accountSecretPlace(secret, row));
    await scope
      .updateTable('accounts')
      .set({
        api_key_sealed: again(row.api_key_sealed, 'api_key'),
        webhook_token_sealed: again(row.webhook_token_sealed, 'webhook_token'),
      })
      .where('id', '=', row.id)
      .execute();
  }
  return rows.length;
}

async function resealEndpoints(scope: Scope, sealer: Sealer): Promise<number> {
  const rows = await scope
    .selectFrom('webhook_endpoints')
    .select(['id', 'tenant_id', 'secret_sealed', 'previous_secret_sealed'])
    .where(({ or, eb }) =>
      or([
        eb(sql`split_part(secret_sealed, '.', 2)`, '<>', sealer.currentKeyId),
        eb(sql`split_part(previous_secret_sealed, '.', 2)`, '<>', sealer.currentKeyId),
      ]),
    )
    .orderBy('id')
    .limit(batchSize)
    .forUpdate()
    .execute();
  for (const row of rows) {
    const place = endpointSecretPlace(row);
    await scope
      .updateTable('webhook_endpoints')
      .set({
        secret_sealed: resealText(sealer, row.secret_sealed, place),
        previous_secret_sealed:
          row.previous_secret_sealed && resealText(sealer, row.previous_secret_sealed, place),
      })
      .where('id', '=', row.id)
      .execute();
  }
  return rows.length;
}

async function resealAnswers(scope: Scope, sealer: Sealer): Promise<number> {
  const { rows } = await sql<{ scope: string; key: string; sealed: string }>`
    select scope, key, body ->> 'sealed' as sealed from idempotency_keys
    where body ? 'sealed' and split_part(body ->> 'sealed', '.', 2) <> ${sealer.currentKeyId}
    order by scope, key limit ${batchSize} for update
  `.execute(scope);
  for (const { scope: scopeId, key, sealed } of rows) {
    const body = JSON.stringify({ sealed: resealText(sealer, sealed, answerPlace({ scopeId, key })) });
    await scope
      .updateTable('idempotency_keys')
      .set({ body })
      .where('scope', '=', scopeId)
      .where('key', '=', key)
      .execute();
  }
  return rows.length;
}

function resealText(sealer: Sealer, sealed: string, place: string): string {
  return sealer.seal(sealer.open(sealed, place), place);
}
