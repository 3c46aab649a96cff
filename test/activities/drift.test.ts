import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findDocument, updateDocument } from '../../db/documents/documents.ts';
import { inDays } from '../environment/days.ts';
import { divergencesOf, inTenant, messagesOf, register, sweep } from './reconciling.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;

beforeAll(async () => {
  bench = await openWorkbench();
});

afterAll(() => bench.close());

const terms = {
  discount: { type: 'fixed', amountCents: 500, daysBeforeDue: 5 },
  fine: { type: 'percentage', percent: 2 },
  interest: { percentPerMonth: 1 },
  description: 'Mensalidade',
} as const;

/** A registered document that has every term there is. */
async function registered() {
  const seed = await bench.seed();
  await inTenant(bench, seed, (scope) =>
    updateDocument(scope, seed.documentId, {
      discount: JSON.stringify(terms.discount),
      fine: JSON.stringify(terms.fine),
      interest: JSON.stringify(terms.interest),
      description: terms.description,
    }),
  );
  const chargeId = await register(bench, seed);
  return {
    seed,
    chargeId,
    edit: (change: object) => bench.control('POST', `/charges/${chargeId}/edit`, { tell: false, ...change }),
    flags: async () => (await inTenant(bench, seed, (scope) => findDocument(scope, seed.documentId))).flags,
  };
}

describe('what somebody changed on Asaas’ own site', () => {
  it.each([
    ['amountCents', { valueCents: 12_345 }, 10_000, 12_345],
    ['dueDate', { dueDate: inDays(25) }, inDays(20), inDays(25)],
    [
      'discount',
      { discount: { value: 10, type: 'PERCENTAGE', dueDateLimitDays: 0 } },
      terms.discount,
      { type: 'percentage', percent: 10, daysBeforeDue: 0 },
    ],
    ['fine', { fine: { value: 0, type: 'FIXED' } }, terms.fine, null],
    ['interest', { interest: { value: 3 } }, terms.interest, { percentPerMonth: 3 }],
    ['description', { description: 'Outra' }, terms.description, 'Outra'],
  ])('is found by the next sweep: %s', async (field, change, ours, theirs) => {
    const { seed, edit, flags } = await registered();
    await sweep(bench, seed);
    expect(await divergencesOf(bench, seed)).toEqual([]);
    await edit(change);
    await sweep(bench, seed);
    expect(await divergencesOf(bench, seed)).toEqual([{ field, ours, theirs, outcome: null }]);
    expect((await flags()).diverged?.reason).toMatch(/aqui: .+; no Asaas: /);
    expect(await messagesOf(bench, seed)).toEqual([]);
  });
});
