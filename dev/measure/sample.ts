import pg from 'pg';
import { dateInSaoPaulo } from '../../domain/calendar.ts';
import type { Sample } from './list-query.ts';

/** The company with the most documents, and rows of it that filters can name. Asks as a superuser: no other sees every company. */
export async function findSample(owner: string): Promise<Sample & { tenantId: string }> {
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  try {
    const { rows } = await client.query(sampling);
    return { ...rows[0], today: dateInSaoPaulo(new Date()) };
  } finally {
    await client.end();
  }
}

const sampling = `
  with company as (select tenant_id from event_sequences order by last_sequence desc limit 1)
  select tenant_id as "tenantId", document.account_id as "accountId", document.remittance_id as "remittanceId",
    document.id as "documentId", document.payer_id as "payerId",
    (select id from webhook_endpoints endpoint where endpoint.tenant_id = company.tenant_id limit 1) as "endpointId",
    (select id from sending_rules rule where rule.tenant_id = company.tenant_id order by priority limit 1) as "ruleId",
    (select return_id from settlement_return_items item where item.tenant_id = company.tenant_id
      group by return_id order by count(*) desc limit 1) as "returnId"
  from company join lateral (
    select * from documents where documents.tenant_id = company.tenant_id and account_id = (
      select id from accounts where accounts.tenant_id = company.tenant_id order by name limit 1)
    order by id desc limit 1) document using (tenant_id)`;
