import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { expectOffender } from '../environment/broken-on-purpose.ts';
import { receiveInCash } from '../environment/cash-at-asaas.ts';
import { until } from '../environment/conditions.ts';
import { untilAtRest } from '../environment/document-runs.ts';
import { aDocument, Company, control } from '../environment/erp.ts';
import { holdWebhooks } from '../environment/held-webhooks.ts';
import { product } from '../environment/leased-product.ts';
import { sql } from '../environment/product-database.ts';
import { payTwin, sendEvent } from '../environment/twin-charge.ts';

let company: Company;
let connection: Connection;
let client: Client;

beforeAll(async () => {
  company = await Company.open();
  connection = await Connection.connect({ address: inject('temporalAddress') });
  client = new Client({ connection, namespace: product.temporalNamespace });
});

afterAll(() => connection.close());

const register = () => company.register(aDocument({ amountCents: 10_000 }));

const ledgerOf = (documentId: string) =>
  sql(
    `select charge_id, cause, gross_cents::int, difference_cents::int from ledger_entries
     where document_id = $1 order by id`,
    [documentId],
  );

const eventsOf = async (documentId: string) =>
  (await company.events()).filter(({ data }) => data.documentId === documentId);

const bookedCharge = async (chargeId: string) =>
  (await company.book()).charges.find(({ id }) => id === chargeId);

describe('a second charge of a document that is paid', () => {
  it('settles it with its difference flagged and told, after the own charge was removed', async () => {
    const document = await register();
    const twin = await payTwin(document.chargeId, 100);
    await sendEvent(company, 'PAYMENT_RECEIVED', twin);
    await company.untilStatus(document.id, 'settled');
    await expectOffender(
      'known_charges',
      twin,
      'Nobody here created it, and its money settled the document.',
    );

    expect(await bookedCharge(document.chargeId)).toMatchObject({ deleted: true });
    expect(await ledgerOf(document.id)).toEqual([
      { charge_id: twin, cause: 'payment', gross_cents: 100, difference_cents: -9_900 },
    ]);
    const { flags } = await company.document(document.id);
    expect(flags).toMatchObject({
      surplus_charge: { amountCents: 100 },
      amount_differs: { amountCents: -9_900 },
    });
    expect(flags).not.toHaveProperty('paid_twice');
    const told = (await eventsOf(document.id)).find(({ type }) => type === 'document.surplus_paid');
    expect(told?.data).toMatchObject({ paidChargeId: twin, grossCents: 100, differenceCents: -9_900 });

    // Asaas told of the removal too; that undoes no settlement, and the same news again books nothing.
    await sendEvent(company, 'PAYMENT_RECEIVED', twin);
    await control('POST', `/webhooks/flush?account=${company.asaasId}`, {});
    await untilAtRest(client, company, document.id);
    expect((await company.document(document.id)).status).toBe('settled');
    expect(await ledgerOf(document.id)).toHaveLength(1);
  });

  it('is the second payment when the own charge was paid as well, and both are on the books', async () => {
    const document = await register();
    await holdWebhooks(company);
    await control('POST', `/charges/${document.chargeId}/pay`, { method: 'pix' });
    const twin = await payTwin(document.chargeId, 10_000);
    await sendEvent(company, 'PAYMENT_RECEIVED', twin);
    await company.untilStatus(document.id, 'settled');
    await expectOffender(
      'one_charge',
      document.id,
      'Both its charges were paid: that is what this test is about.',
    );
    await untilAtRest(client, company, document.id);

    expect(await ledgerOf(document.id)).toEqual([
      { charge_id: document.chargeId, cause: 'payment', gross_cents: 10_000, difference_cents: 0 },
      { charge_id: twin, cause: 'payment', gross_cents: 10_000, difference_cents: 0 },
    ]);
    expect((await company.document(document.id)).flags).toMatchObject({
      paid_twice: { amountCents: 10_000 },
      surplus_charge: { amountCents: 10_000 },
    });
    const types = (await eventsOf(document.id)).map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(['document.paid_twice', 'document.surplus_paid']));
  });
});

describe('a status of Asaas that nobody here knows', () => {
  it('undoes no cash receipt, settles nothing, and stands on the timeline once', async () => {
    const [inCash, unpaid] = [await register(), await register()];
    await receiveInCash(company, inCash.chargeId, 100);
    await sendEvent(company, 'PAYMENT_RECEIVED', inCash.chargeId);
    await company.untilStatus(inCash.id, 'settled');
    await sql(`update simulator.charges set status = 'AWAITING_RISK_ANALYSIS' where id in ($1, $2)`, [
      inCash.chargeId,
      unpaid.chargeId,
    ]);
    for (const { id, chargeId } of [inCash, unpaid]) {
      await sendEvent(company, 'PAYMENT_CHARGEBACK_REQUESTED', chargeId);
      await sendEvent(company, 'PAYMENT_CHARGEBACK_DISPUTE', chargeId);
      await until('the status to be noted', async () => (await notesOf(id)).length > 0);
      await untilAtRest(client, company, id);
      expect(await notesOf(id)).toEqual([{ details: { chargeId, status: 'AWAITING_RISK_ANALYSIS' } }]);
    }
    expect((await company.document(inCash.id)).status).toBe('settled');
    expect(await ledgerOf(inCash.id)).toHaveLength(1);
    expect((await company.document(unpaid.id)).status).toBe('registered');
    expect(await ledgerOf(unpaid.id)).toEqual([]);
  });
});

const notesOf = (documentId: string) =>
  sql(`select details from timeline where document_id = $1 and what = 'charge.status_unknown'`, [documentId]);
