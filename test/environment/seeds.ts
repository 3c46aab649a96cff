import { createHash, randomUUID } from 'node:crypto';
import type { Database } from '../../db/database.ts';
import type { Sealer } from '../../db/sealed-text.ts';
import { asTenant, asVendor } from '../../db/tenancy.ts';
import { inDays } from './days.ts';

export interface Seed {
  tenantId: string;
  accountId: string;
  documentId: string;
}

/** One document ready to be sent, put straight into a database for tests of what lies below the API. */
export async function seedDocument(db: Database, sealer: Sealer, apiKey: string): Promise<Seed> {
  const [tenantId, accountId, payerId, documentId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const webhookToken = randomUUID();
  await asVendor(db, (scope) =>
    scope
      .insertInto('tenants')
      .values({
        id: tenantId,
        name: 'Empresa',
        tax_id: '11222333000181',
        features: ['boleto', 'online_banking'],
      })
      .execute(),
  );
  await asTenant(db, tenantId, async (scope) => {
    await scope
      .insertInto('accounts')
      .values({
        id: accountId,
        tenant_id: tenantId,
        name: 'Conta',
        bank_code: '461',
        agency: '0001',
        number: '1',
        digit: '0',
        environment: 'sandbox',
        api_key_sealed: sealer.seal(apiKey, `accounts.api_key|${tenantId}|${accountId}`),
        api_key_hint: 'test',
        asaas_account: '{}',
        webhook_endpoint: randomUUID(),
        webhook_token_sealed: sealer.seal(webhookToken, `accounts.webhook_token|${tenantId}|${accountId}`),
        webhook_token_digest: createHash('sha256').update(webhookToken).digest(),
        settings: '{}',
      })
      .execute();
    await scope
      .insertInto('payers')
      .values({ id: payerId, tenant_id: tenantId, tax_id: '24971563792', name: 'João' })
      .execute();
    await scope
      .insertInto('documents')
      .values({
        id: documentId,
        tenant_id: tenantId,
        erp_id: documentId,
        number: 'NF-1',
        payer_id: payerId,
        account_id: accountId,
        amount_cents: 10_000,
        due_date: inDays(20),
      })
      .execute();
  });
  return { tenantId, accountId, documentId };
}

/** More documents of the same company, account and payer. */
export async function seedMoreDocuments(
  db: Database,
  { tenantId, documentId, accountId }: Seed,
  count: number,
): Promise<Seed[]> {
  return asTenant(db, tenantId, async (scope) => {
    const { payer_id, due_date } = await scope
      .selectFrom('documents')
      .select(['payer_id', 'due_date'])
      .where('id', '=', documentId)
      .executeTakeFirstOrThrow();
    const rows = Array.from({ length: count }, (_, at) => {
      const id = randomUUID();
      const own = { id, erp_id: id, number: `NF-${at}`, amount_cents: 10_000 };
      return { ...own, tenant_id: tenantId, account_id: accountId, payer_id, due_date };
    });
    await scope.insertInto('documents').values(rows).execute();
    return rows.map(({ id }) => ({ tenantId, accountId, documentId: id }));
  });
}
