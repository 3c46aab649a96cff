import { describe, expect, it } from 'vitest';
import { until } from '../environment/conditions.ts';
import { inDays } from '../environment/days.ts';
import { aDocument, Company, control, type DocumentAnswer } from '../environment/erp.ts';
import { holdWebhooks } from '../environment/held-webhooks.ts';
import { reconcile } from '../environment/reconcile.ts';

interface Divergence {
  id: string;
  documentId: string;
  field: string;
  ours: unknown;
  theirs: unknown;
  outcome: string | null;
}

async function divergencesOf(company: Company, documentId: string): Promise<Divergence[]> {
  const path = `/v1/divergences?documentId=${documentId}`;
  return (await company.call<{ data: Divergence[] }>('GET', path)).body.data;
}

async function resolve(company: Company, divergence: Divergence, take: 'ours' | 'asaas'): Promise<void> {
  const path = `/v1/divergences/${divergence.id}/resolve`;
  expect((await company.call('POST', path, { take })).status).toBe(202);
  await until('the divergence to be over', async () =>
    (await divergencesOf(company, divergence.documentId)).every(({ outcome }) => outcome === take),
  );
}

const chargeOf = async (company: Company, { chargeId }: DocumentAnswer) =>
  (await company.book()).charges.find(({ id }) => id === chargeId);

describe('an account whose webhooks are lost', () => {
  it('is brought to agree with Asaas by one reconciliation and two choices', async () => {
    const company = await Company.open();
    const [paid, shifted, cheapened] = await Promise.all(
      [1, 2, 3].map(() => company.register(aDocument({ dueDate: inDays(20) }))),
    );
    if (!paid || !shifted || !cheapened) throw new Error('Three documents were registered');
    await holdWebhooks(company);
    await control('POST', `/charges/${paid.chargeId}/pay`, { method: 'pix' });
    await control('POST', `/charges/${shifted.chargeId}/edit`, { dueDate: inDays(30) });
    await control('POST', `/charges/${cheapened.chargeId}/edit`, { valueCents: 9_999 });

    await reconcile(company);
    await company.untilStatus(paid.id, 'settled');
    expect(await divergencesOf(company, paid.id)).toMatchObject([
      { field: 'status', ours: 'registered', theirs: 'received', outcome: 'mended' },
    ]);
    const [date] = await divergencesOf(company, shifted.id);
    const [value] = await divergencesOf(company, cheapened.id);
    if (!date || !value) throw new Error('A divergence is missing');
    expect(date).toMatchObject({ field: 'dueDate', ours: inDays(20), theirs: inDays(30), outcome: null });
    expect(value).toMatchObject({ field: 'amountCents', ours: cheapened.amountCents, theirs: 9_999 });

    await resolve(company, date, 'ours');
    expect((await chargeOf(company, shifted))?.dueDate).toBe(inDays(20));
    await resolve(company, value, 'asaas');
    expect(await company.document(cheapened.id)).toMatchObject({ amountCents: 9_999, version: 2, flags: {} });
    const told = (await company.events()).filter(({ type }) => type === 'document.diverged');
    expect(told.map(({ data }) => data.documentId).sort()).toEqual([shifted.id, cheapened.id].sort());
  });
});
