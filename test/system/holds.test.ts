import { Client, Connection } from '@temporalio/client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { amend, chargeOf, untilSynced } from '../environment/amending.ts';
import { until } from '../environment/conditions.ts';
import { inDays } from '../environment/days.ts';
import { untilAtRest } from '../environment/document-runs.ts';
import { aDocument, Company, control } from '../environment/erp.ts';
import { product } from '../environment/leased-product.ts';
import { expectTrouble } from '../environment/quiet.ts';
import { breakCalls } from '../environment/simulated-faults.ts';

let connection: Connection;
let client: Client;
let company: Company;

beforeAll(async () => {
  connection = await Connection.connect({ address: inject('temporalAddress') });
  client = new Client({ connection, namespace: product.temporalNamespace });
});

beforeEach(async () => {
  company = await Company.open();
});

afterEach(() => control('DELETE', '/faults'));

afterAll(() => connection.close());

interface HeldAnswer {
  hold: {
    cause: string;
    work: string;
    until: string | null;
    reason: string;
    outlook: string;
    cure: string | null;
  } | null;
}

/** Waits until the document is held, and returns why. */
function untilHeld(id: string): Promise<NonNullable<HeldAnswer['hold']>> {
  return until(
    `document ${id} to be held`,
    async () => (await company.call<HeldAnswer>('GET', `/v1/documents/${id}`)).body.hold,
  );
}

const handleOf = (id: string) => client.workflow.getHandle(`document/${company.tenantId}/${id}`);

/** Waits until the workflow tells its operators these words. It writes a hold down first, and tells it after. */
async function untilDetails(id: string, words: string): Promise<void> {
  await until(`the run of document ${id} to say "${words}"`, async () => {
    const metadata = await handleOf(id).query<{ currentDetails?: string }>('__temporal_workflow_metadata');
    return metadata.currentDetails?.includes(words);
  });
}

async function newKey(): Promise<void> {
  const { apiKey } = await control<{ apiKey: string }>('POST', `/accounts/${company.asaasId}/keys`);
  const { status } = await company.call('PATCH', `/v1/accounts/${company.accountId}`, { apiKey });
  expect(status).toBe(200);
}

describe('money', () => {
  it.each([
    ['503 or the like', { status500BeforeCommit: true }, 'asaas_unavailable'],
    ['403', { html403: 'html' }, 'forbidden'],
    ['429 until tomorrow', { status429: { resetSeconds: 40_000 } }, 'quota'],
  ])('is settled while an amendment is answered %s', async (_, fault, cause) => {
    const document = await company.register();
    await breakCalls(company, { method: 'PUT', path: '/v3/payments/*', ...fault });
    await amend(company, document.id, { additionCents: 500 });
    const hold = await untilHeld(document.id);
    expect(hold).toMatchObject({ cause, work: 'amend' });
    expect(hold.reason.length).toBeGreaterThan(20);
    await untilDetails(document.id, 'Parado: levar a alteração ao Asaas');
    await control('POST', `/charges/${document.chargeId}/pay`, { method: 'pix' });
    await company.untilStatus(document.id, 'settled');
    expect((await company.call<HeldAnswer>('GET', `/v1/documents/${document.id}`)).body.hold).toBeNull();
  });

  it('that cannot be read back now is kept, and booked once when it can', async () => {
    const document = await company.register();
    await breakCalls(company, { method: 'GET', path: '/v3/payments/*', html403: 'html' });
    await control('POST', `/charges/${document.chargeId}/pay`, { method: 'pix' });
    expect(await untilHeld(document.id)).toMatchObject({ cause: 'forbidden', work: 'book' });
    await control('DELETE', '/faults');
    // A person who changed what the key may do says so by having the account verified.
    await company.call('POST', `/v1/accounts/${company.accountId}/verify`);
    await company.untilStatus(document.id, 'settled');
    const settled = (await company.events()).filter(({ type }) => type === 'document.settled');
    expect(settled).toHaveLength(1);
  });
});

describe('a refused key', () => {
  it('holds documents with words until a new one wakes them all', async () => {
    expectTrouble({
      part: 'worker',
      line: /Asaas refused the key of an account/,
      why: 'The test revokes it.',
    });
    const registered = await company.register();
    // A payer whom Asaas does not know is looked for first: the key dies before a charge is asked for.
    const payer = { taxId: '52998224725', name: 'Maria de Souza' };
    const ids = await company.record(Array.from({ length: 12 }, () => aDocument({ payer })));
    await breakCalls(company, { method: 'GET', path: '/v3/customers', slowCommitMs: 3_500 });
    const remittanceId = await company.send(ids);
    await control('POST', `/accounts/${company.asaasId}/keys/revoke`, {});
    await amend(company, registered.id, { additionCents: 500 });
    expect(await untilHeld(registered.id)).toMatchObject({ cause: 'key_refused', work: 'amend' });
    await untilDetails(registered.id, 'O Asaas recusou a chave de API da conta');
    const remittance = await until('the remittance to say why it stands', async () => {
      const { body } = await company.call<HeldAnswer & { eta: string | null }>(
        'GET',
        `/v1/remittances/${remittanceId}`,
      );
      return body.hold && body;
    });
    expect(remittance).toMatchObject({ eta: null, hold: { cause: 'key_refused', until: null } });
    expect(remittance.hold?.cure).toContain('chave nova');
    // The remittance stops to hand over as soon as the key is known to be dead. What it had handed over waits by itself.
    for (const id of ids) {
      const { status } = await company.document(id);
      if (status === 'pending') continue;
      expect(await untilHeld(id)).toMatchObject({ cause: 'key_refused', work: 'register' });
      await untilDetails(id, 'Enviando');
    }

    // One of them is given up while it waits: it is never sent.
    const [cancelled = '', ...others] = ids;
    await company.call('POST', `/v1/documents/${cancelled}/cancel`, { reason: 'desistência' });
    await company.untilStatus(cancelled, 'cancelled');
    await control('DELETE', '/faults');
    await newKey();
    for (const id of others) await company.untilStatus(id, 'registered');
    await untilSynced(company, registered.id, 2);
    expect((await company.book()).charges).toHaveLength(1 + 11);
    expect(await untilAtRest(client, company, others[0] ?? '')).toBeLessThanOrEqual(13 + 12);
  });
});

describe('what operators filter by', () => {
  it('follows amendments', async () => {
    const { id } = await company.register(aDocument({ amountCents: 10_000, dueDate: inDays(20) }));
    await amend(company, id, { amountCents: 25_000, dueDate: inDays(33) });
    await untilSynced(company, id, 2);
    await untilAtRest(client, company, id);
    const { searchAttributes } = await handleOf(id).describe();
    expect(searchAttributes.AmountCents).toEqual([25_000]);
    expect(searchAttributes.DueDate).toEqual([new Date(`${inDays(33)}T12:00:00Z`)]);
    expect(searchAttributes.DocumentStatus).toEqual(['registered']);
  });

  it('shows a status from the first moment, and why Asaas rejected a document', async () => {
    await breakCalls(company, { method: '*', path: '/v3/**', html403: 'html' });
    const [held = ''] = await company.record([aDocument()]);
    await company.send([held]);
    await untilHeld(held);
    expect((await handleOf(held).describe()).searchAttributes.DocumentStatus).toEqual(['registering']);
    await control('DELETE', '/faults');
    const payer = { taxId: '19540550000121', name: 'Loja', phone: '47999999999' };
    const [rejected = ''] = await company.record([aDocument({ payer })]);
    await company.send([rejected]);
    const { registration } = await company.untilStatus(rejected, 'rejected');
    await untilDetails(rejected, registration.lastError?.message ?? 'the words of the rejection');
  });
});

describe('an amendment that was held', () => {
  it('arrives by itself when Asaas answers again', async () => {
    const document = await company.register();
    await breakCalls(company, { method: '*', path: '/v3/**', status500BeforeCommit: true });
    await amend(company, document.id, { additionCents: 700 });
    await untilHeld(document.id);
    await control('DELETE', '/faults');
    await untilSynced(company, document.id, 2);
    expect(await chargeOf(company, document.chargeId)).toMatchObject({
      value: (document.amountCents + 700) / 100,
    });
  });
});
