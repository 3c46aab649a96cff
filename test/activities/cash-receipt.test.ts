import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cashReceiptActivities } from '../../activities/cash-receipt.ts';
import { registrationActivities } from '../../activities/registration.ts';
import { NotFound } from '../../asaas/errors.ts';
import { findDocument } from '../../db/documents/documents.ts';
import { asTenant } from '../../db/tenancy.ts';
import { inDays } from '../environment/erp.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
let seed: Awaited<ReturnType<Workbench['seed']>>;
let chargeId: string;

beforeAll(async () => {
  bench = await openWorkbench();
});

beforeEach(async () => {
  seed = await bench.seed();
  await bench.run(registrationActivities(bench.deps).registerCharge, seed);
  chargeId = (await inTenant((scope) => findDocument(scope, seed.documentId))).charge_id ?? '';
});

afterAll(() => bench.close());

const inTenant: <T>(work: Parameters<typeof asTenant<T>>[2]) => Promise<T> = (work) =>
  asTenant(bench.deps.db, seed.tenantId, work);

const receive = (facts: { amountCents?: number; paidOn?: string } = {}, deps = bench.deps) =>
  bench.run(cashReceiptActivities(deps).receiveInCash, {
    ...seed,
    amountCents: 10_000,
    paidOn: inDays(0),
    ...facts,
  });

const refusals = async () =>
  (
    await inTenant((scope) =>
      scope
        .selectFrom('timeline')
        .select('details')
        .where('document_id', '=', seed.documentId)
        .where('what', '=', 'cash_receipt.refused')
        .execute(),
    )
  ).map(({ details }) => details.reason);

describe('a cash receipt that cannot be', () => {
  it.each(['0000-01-01', '0001-01-01', '2026-13-45', '', inDays(-1), inDays(1)])(
    'dated "%s" becomes a refusal and the document goes on',
    async (paidOn) => {
      expect((await receive({ paidOn })).status).toBe('registered');
      expect(await refusals()).toEqual([expect.stringContaining('A data do recebimento deve ficar entre')]);
      expect((await receive()).status).toBe('settled');
    },
  );

  it('is refused in Asaas’ words', async () => {
    const refused = await receive({ amountCents: 0 });
    expect(refused.status).toBe('registered');
    expect(await refusals()).toHaveLength(1);
  });

  it('is refused when Asaas has no such charge any more', async () => {
    const read = () => Promise.reject(new NotFound('404'));
    const charges = { ...bench.deps.asaas.charges, read };
    const refused = await receive({}, { ...bench.deps, asaas: { ...bench.deps.asaas, charges } });
    expect(refused.status).toBe('registered');
    expect(await refusals()).toEqual(['A cobrança não existe mais no Asaas.']);
  });

  it('is refused when the payer was faster, whose payment is booked', async () => {
    await bench.control('POST', `/charges/${chargeId}/pay`, { method: 'pix' });
    expect((await receive()).status).toBe('settled');
    expect(await refusals()).toEqual(['O pagador já pagou pelo Asaas.']);
  });

  it('is refused while Asaas shows a status that we do not know', async () => {
    const { charges } = bench.deps.asaas;
    const read: typeof charges.read = async (...call) => ({
      ...(await charges.read(...call)),
      status: 'unknown',
      unknownStatus: 'NEW_ONE',
    });
    const deps = { ...bench.deps, asaas: { ...bench.deps.asaas, charges: { ...charges, read } } };
    expect((await receive({}, deps)).status).toBe('registered');
    expect(await refusals()).toEqual([expect.stringContaining('NEW_ONE')]);
  });
});
