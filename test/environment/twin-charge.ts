import { randomUUID } from 'node:crypto';
import type { Company } from './erp.ts';
import { sql } from './product-database.ts';

/** Puts a second charge with the same reference into Asaas' book, paid by Pix: the copy of one, of another value. */
export async function payTwin(chargeId: string, valueCents: number): Promise<string> {
  const twin = { id: `pay_twin${randomUUID().slice(0, 8)}`, status: 'RECEIVED', value_cents: valueCents };
  await sql(
    `insert into simulator.charges overriding system value
     select twin.* from simulator.charges charge, lateral jsonb_populate_record(charge, $1::jsonb || jsonb_build_object(
       'seq', nextval(pg_get_serial_sequence('simulator.charges', 'seq')), 'our_number', null,
       'payment_date', charge.date_created,
       'client_payment_date', charge.date_created, 'credit_date', charge.date_created)) twin
     where charge.id = $2`,
    [JSON.stringify(twin), chargeId],
  );
  await sql(
    `insert into simulator.receipts (charge_id, at, method, value_cents, fee_cents)
     select id, now(), 'pix', value_cents, fee_cents from simulator.charges where id = $1`,
    [twin.id],
  );
  return twin.id;
}

/** Brings an event about a charge to the company's door, as Asaas would. */
export async function sendEvent(company: Company, event: string, chargeId: string): Promise<void> {
  const [door] = await sql<{ url: string; auth_token: string; reference: string }>(
    `select url, auth_token, external_reference as reference from simulator.webhooks webhook
     join simulator.charges charge on charge.account_id = webhook.account_id
     where webhook.account_id = $1 and charge.id = $2`,
    [company.asaasId, chargeId],
  );
  if (!door) throw new Error(`The company has no webhook for ${chargeId}`);
  const payment = { id: chargeId, externalReference: door.reference };
  const answer = await fetch(door.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'asaas-access-token': door.auth_token },
    body: JSON.stringify({ id: `evt_${randomUUID()}`, event, payment }),
  });
  if (answer.status !== 200) throw new Error(`The event was answered ${answer.status}`);
}
