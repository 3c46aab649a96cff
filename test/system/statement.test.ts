import { describe, expect, it } from 'vitest';
import { expectOffender } from '../environment/broken-on-purpose.ts';
import { until } from '../environment/conditions.ts';
import { Company, control } from '../environment/erp.ts';
import { product } from '../environment/leased-product.ts';
import { reconcile, untilFirstReconciled } from '../environment/reconcile.ts';

interface Line {
  lineId: string;
  kind: string;
  amountCents: number;
  balanceCents: number;
  chargeId: string | null;
  documentId: string | null;
  receiptId: string | null;
  explanation: string;
  bookedCents: number | null;
}

interface Totals {
  count: number;
  inCents: number;
  outCents: number;
  unexplainedCount: number;
  unexplainedCents: number;
  balanceCents: number | null;
  gapCents: number;
  readAt: string | null;
  awaitsReconciliation: boolean;
}

function statementOf(company: Company) {
  const path = `/v1/accounts/${company.accountId}`;
  const totals = async () => (await company.call<Totals>('GET', `${path}/statement/totals`)).body;
  return {
    path,
    totals,
    lines: async (query = '') =>
      (await company.call<{ data: Line[] }>('GET', `${path}/statement?limit=200${query}`)).body.data,
    reconcile: () => reconcile<Totals>(company),
  };
}

/** The simulator's own book of the statement. */
async function movements(company: Company) {
  const { lines } = await control<{ lines: { seq: string; valueCents: number; type: string }[] }>(
    'GET',
    `/accounts/${company.asaasId}/statement`,
  );
  return lines;
}

async function settled(company: Company): Promise<string> {
  const { id, chargeId } = await company.register();
  await control('POST', `/charges/${chargeId}/pay`, { method: 'pix' });
  await company.untilStatus(id, 'settled');
  return chargeId;
}

describe('the statement of an account', () => {
  it('is explained to the centavo: payments, fees, refunds, receipts of strangers and transfers', async () => {
    const company = await Company.open();
    const statement = statementOf(company);
    const first = await settled(company);
    await settled(company);
    await control('POST', `/charges/${first}/refund`, { valueCents: 1_000 });
    await until(
      'the refund to be booked',
      async () =>
        (await company.events()).some(({ data }) => data.chargeId === first && data.flags !== undefined) ||
        (
          await company.call<{ data: { flags: Record<string, object> }[] }>(
            'GET',
            '/v1/documents?flag=partially_refunded',
          )
        ).body.data.length > 0,
    );
    await control('POST', `/accounts/${company.asaasId}/automatic-charge`, { valueCents: 4_200 });
    await until('the stranger’s receipt to be kept', async () =>
      (await company.events()).some(({ type }) => type === 'receipt.unidentified'),
    );
    const transfer = { type: 'TRANSFER', valueCents: -10_000, description: 'Transferência para outro banco' };
    await control('POST', `/accounts/${company.asaasId}/statement`, transfer);

    const totals = await statement.reconcile();
    const book = await movements(company);
    const sum = book.reduce((total, line) => total + Number(line.valueCents), 0);
    expect(totals).toMatchObject({ count: book.length, unexplainedCount: 0, balanceCents: sum, gapCents: 0 });
    expect(totals.inCents + totals.outCents).toBe(sum);
    const lines = await statement.lines();
    expect(lines.map((line) => line.amountCents)).toEqual(book.map((line) => Number(line.valueCents)));
    const ofCharge = lines.find(({ kind, chargeId }) => kind === 'payment' && chargeId === first);
    expect(await company.document(ofCharge?.documentId ?? '')).toMatchObject({ chargeId: first });
    expect(lines.filter(({ receiptId }) => receiptId).map(({ amountCents }) => amountCents)).toContain(4_200);
    expect(new Set(lines.map(({ kind }) => kind))).toEqual(
      new Set(['payment', 'payment_fee', 'refund', 'transfer']),
    );
  });

  it('shows a fee that differs by one centavo, with what our books say', async () => {
    const company = await Company.open();
    const statement = statementOf(company);
    await settled(company);
    await statement.reconcile();
    const fee = (await movements(company)).find(({ type }) => type === 'PAYMENT_FEE');
    await control('POST', `/statement/${fee?.seq}`, { valueCents: Number(fee?.valueCents) - 1 });

    const totals = await statement.reconcile();
    expect(totals).toMatchObject({ unexplainedCount: 1, unexplainedCents: -200 });
    expect(await statement.lines('&explanation=unexplained')).toMatchObject([
      { kind: 'payment_fee', amountCents: -200, bookedCents: -199 },
    ]);
    await control('POST', `/statement/${fee?.seq}`, { valueCents: Number(fee?.valueCents) });
    expect(await statement.reconcile()).toMatchObject({ unexplainedCount: 0 });
  });

  it('shows a movement that nobody here knows, and explains a payment as soon as it is booked', async () => {
    const company = await Company.open();
    const statement = statementOf(company);
    const strange = { type: 'BACEN_JUDICIAL_LOCK', valueCents: -777, description: 'Bloqueio judicial' };
    await control('POST', `/accounts/${company.asaasId}/statement`, strange);
    expect(await statement.reconcile()).toMatchObject({ unexplainedCount: 1, unexplainedCents: -777 });
    await settled(company);
    expect(await statement.reconcile()).toMatchObject({ count: 3, unexplainedCount: 1 });
    const [unknown] = await statement.lines('&explanation=unexplained');
    await expectOffender('statement_explained', unknown?.lineId ?? '', 'A movement that nobody here knows.');
  });

  it('costs a call for each hundred lines, and is read by itself without being asked', async () => {
    const company = await Company.open();
    const statement = statementOf(company);
    await untilFirstReconciled(company);
    for (let at = 0; at < 205; at++) {
      const line = { type: 'TRANSFER', valueCents: 100 + at, description: '' };
      await control('POST', `/accounts/${company.asaasId}/statement`, line);
    }
    await control('POST', '/book/reset-calls', { account: company.asaasId });
    expect(await statement.reconcile()).toMatchObject({ count: 205, unexplainedCount: 0 });
    const { calls } = await company.book();
    expect(calls['GET /v3/financialTransactions']).toBe(3);
  });

  it('comes as a spreadsheet and as OFX that name every line', async () => {
    const company = await Company.open();
    const statement = statementOf(company);
    await settled(company);
    await statement.reconcile();
    const [payment] = await statement.lines();
    const read = async (file: string) => {
      const response = await fetch(`${product.apiUrl}${statement.path}/${file}`, {
        headers: { authorization: `Bearer ${company.key}` },
      });
      expect(response.status).toBe(200);
      return response.text();
    };
    const csv = await read('statement?format=csv');
    expect(csv.split('\r\n')).toHaveLength(4);
    expect(csv).toContain(`;${payment?.chargeId};`);
    const ofx = await read('statement.ofx');
    expect(ofx.match(/<STMTTRN>/g)).toHaveLength(2);
    expect(ofx).toContain(`<FITID>${payment?.lineId}</FITID>`);
    expect(ofx).toContain('<TRNAMT>-1.99</TRNAMT>');
  });
});
