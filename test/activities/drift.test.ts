import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { amendmentActivities } from '../../activities/amendment.ts';
import { bookingActivities } from '../../activities/booking.ts';
import { cancellationActivities } from '../../activities/cancellation.ts';
import { registrationActivities } from '../../activities/registration.ts';
import { noteTaken } from '../../db/divergences/decisions.ts';
import { findOpenDivergences } from '../../db/divergences/divergences.ts';
import { takeAsaasValue, writeOursAgain } from '../../db/divergences/taking.ts';
import { amendDocuments, enteredOf } from '../../db/documents/document-entry.ts';
import { countChange, findDocument, setCancellation, updateDocument } from '../../db/documents/documents.ts';
import { insertRemittance } from '../../db/remittances/remittances.ts';
import { inDays } from '../environment/days.ts';
import { atAsaas, divergencesOf, inTenant, messagesOf, type Ref, register, sweep } from './reconciling.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;

beforeAll(async () => {
  bench = await openWorkbench({}, { requests: 25_000, windowMs: 12 * 3_600_000 });
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

/** Terms that a document never had, as somebody types them at Asaas. */
const added: Record<string, [change: object, theirs: unknown]> = {
  discount: [
    { discount: { value: 10, type: 'PERCENTAGE', dueDateLimitDays: 0 } },
    { type: 'percentage', percent: 10, daysBeforeDue: 0 },
  ],
  fine: [{ fine: { value: 5, type: 'PERCENTAGE' } }, { type: 'percentage', percent: 5 }],
  interest: [{ interest: { value: 3 } }, { percentPerMonth: 3 }],
  description: [{ description: 'Outra' }, 'Outra'],
};

describe('a term of a document that never had one', () => {
  async function bare() {
    const seed = await bench.seed();
    const chargeId = await register(bench, seed);
    const amend = async (changes: object) => {
      await inTenant(bench, seed, async (scope) => {
        const document = await findDocument(scope, seed.documentId);
        await amendDocuments(scope, [{ id: document.id, ...enteredOf(document), ...changes }]);
      });
      await bench.run(amendmentActivities(bench.deps).amendCharge, seed);
    };
    return {
      seed,
      chargeId,
      amend,
      edit: (change: object) =>
        bench.control('POST', `/charges/${chargeId}/edit`, { tell: false, ...change }),
    };
  }

  it.each(Object.entries(added))(
    'is found when it is added at Asaas, also after an amendment of something else: %s',
    async (field, [change, theirs]) => {
      const { seed, edit, amend } = await bare();
      await edit(change);
      await amend({ dueDate: inDays(30) });
      await sweep(bench, seed);
      expect(await divergencesOf(bench, seed)).toEqual([{ field, ours: null, theirs, outcome: null }]);
      await takeOurs(seed);
      await bench.run(amendmentActivities(bench.deps).amendCharge, seed);
      await sweep(bench, seed);
      expect(await divergencesOf(bench, seed)).toMatchObject([{ outcome: 'ours' }]);
    },
  );

  it('is no difference when it is the account’s default, and is one when that is edited', async () => {
    await bench.control('PUT', '/settings', { defaultFinePercent: 2, defaultInterestPercentPerMonth: 1 });
    const { seed, chargeId, edit } = await bare();
    await bench.control('PUT', '/settings', { defaultFinePercent: 0, defaultInterestPercentPerMonth: 0 });
    await sweep(bench, seed);
    expect(await divergencesOf(bench, seed)).toEqual([]);
    await edit({ fine: { value: 9, type: 'PERCENTAGE' } });
    await sweep(bench, seed);
    expect(await divergencesOf(bench, seed)).toMatchObject([{ field: 'fine', ours: { percent: 2 } }]);
    await takeOurs(seed);
    await bench.run(amendmentActivities(bench.deps).amendCharge, seed);
    const charge = await atAsaas(bench, seed.apiKey, 'GET', `/payments/${chargeId}`);
    expect(charge).toMatchObject({ fine: { value: 2 }, interest: { value: 1 } });
    await sweep(bench, seed);
    expect(await divergencesOf(bench, seed)).toMatchObject([{ outcome: 'ours' }]);
  });

  it('stays away once Asaas’ value is taken, though it is none', async () => {
    await bench.control('PUT', '/settings', { defaultFinePercent: 2 });
    const { seed, edit } = await bare();
    await bench.control('PUT', '/settings', { defaultFinePercent: 0 });
    await edit({ fine: { value: 0, type: 'FIXED' } });
    await sweep(bench, seed);
    await inTenant(bench, seed, async (scope) => {
      const document = await findDocument(scope, seed.documentId);
      const [divergence] = await findOpenDivergences(scope, seed.documentId);
      if (divergence) await takeAsaasValue(scope, document, divergence, { actor: 'teste', today: inDays(0) });
    });
    await sweep(bench, seed);
    expect(await divergencesOf(bench, seed)).toMatchObject([{ theirs: null, outcome: 'asaas' }]);
  });
});

/** A sweep during which something happens between the first and the second reading of a page. */
async function sweepWhile(seed: Ref, happens: () => Promise<unknown>): Promise<void> {
  const { chargeLists } = bench.deps.asaas;
  const readPage = vi.spyOn(chargeLists, 'readPage').mockImplementationOnce(async (...call) => {
    readPage.mockRestore();
    const page = await chargeLists.readPage(...call);
    // The first look at the rows is over when the page is asked for again.
    vi.spyOn(chargeLists, 'readPage').mockImplementationOnce(async (...again) => {
      vi.mocked(chargeLists.readPage).mockRestore();
      const second = await chargeLists.readPage(...again);
      await happens();
      return second;
    });
    return page;
  });
  await sweep(bench, seed);
}

describe('a difference', () => {
  it('is none when the account’s settings changed after the document was registered', async () => {
    const seed = await bench.seed();
    const settings = (value: object) =>
      inTenant(bench, seed, (scope) =>
        scope
          .updateTable('accounts')
          .set({ settings: JSON.stringify(value) })
          .execute(),
      );
    await settings({ fine: { type: 'percentage', percent: 2 } });
    await register(bench, seed);
    await settings({ fine: { type: 'percentage', percent: 5 }, interest: { percentPerMonth: 1 } });
    await sweep(bench, seed);
    expect(await divergencesOf(bench, seed)).toEqual([]);
  });

  it('is not kept of a document that changed after the page was read', async () => {
    const { seed, edit } = await registered();
    await edit({ valueCents: 12_345 });
    const touch = () => inTenant(bench, seed, (scope) => countChange(scope, seed.documentId));
    await sweepWhile(seed, touch);
    expect(await divergencesOf(bench, seed)).toEqual([]);
    await sweep(bench, seed);
    expect(await divergencesOf(bench, seed)).toMatchObject([{ field: 'amountCents', theirs: 12_345 }]);
  });

  it('is not kept when an amendment reached Asaas while the page was on its way', async () => {
    const { seed, edit } = await registered();
    const { chargeLists } = bench.deps.asaas;
    vi.spyOn(chargeLists, 'readPage').mockImplementationOnce(async (...call) => {
      vi.mocked(chargeLists.readPage).mockRestore();
      const page = await chargeLists.readPage(...call);
      await edit({ valueCents: 20_000 });
      await inTenant(bench, seed, (scope) =>
        updateDocument(scope, seed.documentId, { amount_cents: 20_000 }),
      );
      return page;
    });
    await sweep(bench, seed);
    expect(await divergencesOf(bench, seed)).toEqual([]);
  });

  it('is not kept of a document that the ERP amended after the page was read', async () => {
    const { seed, edit } = await registered();
    await edit({ valueCents: 12_345 });
    const amend = () =>
      inTenant(bench, seed, async (scope) => {
        const document = await findDocument(scope, seed.documentId);
        await amendDocuments(scope, [{ id: document.id, ...enteredOf(document), amountCents: 20_000 }]);
      });
    await sweepWhile(seed, amend);
    expect(await divergencesOf(bench, seed)).toEqual([]);
  });

  it('closes by itself, and takes the flag with it, once both sides agree again', async () => {
    const { seed, edit, flags } = await registered();
    await edit({ valueCents: 12_345, dueDate: inDays(25) });
    await sweep(bench, seed);
    await edit({ valueCents: 10_000 });
    await sweep(bench, seed);
    expect((await divergencesOf(bench, seed)).map(({ field, outcome }) => [field, outcome])).toEqual([
      ['amountCents', 'vanished'],
      ['dueDate', null],
    ]);
    expect(await flags()).toHaveProperty('diverged');
    await edit({ dueDate: inDays(20) });
    await sweep(bench, seed);
    expect(await flags()).toEqual({});
  });

  it('stays one row, known since it was found, while Asaas’ value changes', async () => {
    const { seed, edit } = await registered();
    await edit({ valueCents: 12_345 });
    await sweep(bench, seed);
    await edit({ valueCents: 12_346 });
    await sweep(bench, seed);
    await sweep(bench, seed);
    expect(await divergencesOf(bench, seed)).toMatchObject([{ theirs: 12_346, outcome: null }]);
    const told = await inTenant(bench, seed, (scope) =>
      scope.selectFrom('erp_events').select('type').where('type', '=', 'document.diverged').execute(),
    );
    expect(told).toHaveLength(2);
  });

  it('closes when its document is paid', async () => {
    const { seed, chargeId, edit, flags } = await registered();
    await edit({ description: 'Outra' });
    await sweep(bench, seed);
    await bench.control('POST', `/charges/${chargeId}/pay`, { method: 'pix', paidOn: inDays(0) });
    const news = { ...seed, chargeId, source: 'webhook' } as const;
    await bench.run(bookingActivities(bench.deps).bookCharge, news);
    await sweep(bench, seed);
    expect(await divergencesOf(bench, seed)).toMatchObject([{ outcome: 'vanished' }]);
    expect(await flags()).not.toHaveProperty('diverged');
  });

  it('is found in the payer of a charge', async () => {
    const { seed, edit } = await registered();
    const other = await atAsaas(bench, seed.apiKey, 'POST', '/customers', {
      name: 'Maria',
      cpfCnpj: '52998224725',
    });
    await edit({ customerId: other.id });
    await sweep(bench, seed);
    expect(await divergencesOf(bench, seed)).toMatchObject([{ field: 'payer', theirs: other.id }]);
  });

  it('is a charge that was replaced and restored: it can be paid beside the document’s own', async () => {
    const { seed, chargeId } = await registered();
    const { registerCharge } = registrationActivities(bench.deps);
    await inTenant(bench, seed, (scope) =>
      setCancellation(scope, [seed.documentId], { requestedAt: new Date(), reason: 'engano' }),
    );
    await bench.run(cancellationActivities(bench.deps).cancelCharge, seed);
    await inTenant(bench, seed, async (scope) => {
      await setCancellation(scope, [seed.documentId], null);
      const { tenantId, accountId, documentId } = seed;
      await insertRemittance(scope, { tenantId, accountId, documentIds: [documentId], sendingRuleId: null });
    });
    await bench.run(registerCharge, seed);
    await atAsaas(bench, seed.apiKey, 'POST', `/payments/${chargeId}/restore`);
    await sweep(bench, seed);
    expect(await divergencesOf(bench, seed)).toMatchObject([{ field: 'surplusCharge', theirs: chargeId }]);
    await atAsaas(bench, seed.apiKey, 'DELETE', `/payments/${chargeId}`);
    await sweep(bench, seed);
    expect(await divergencesOf(bench, seed)).toMatchObject([{ outcome: 'vanished' }]);
  });
});

describe('taking our value', () => {
  const changes = {
    valueCents: 12_345,
    dueDate: inDays(25),
    discount: { value: 10, type: 'PERCENTAGE', dueDateLimitDays: 0 },
    fine: { value: 0, type: 'FIXED' },
    interest: { value: 3 },
    description: 'Outra',
  };

  it.each(Object.keys(changes) as (keyof typeof changes)[])(
    'writes it to the charge again, which closes the divergence: %s',
    async (key) => {
      const { seed, chargeId, edit, flags } = await registered();
      const before = await atAsaas(bench, seed.apiKey, 'GET', `/payments/${chargeId}`);
      await edit({ [key]: changes[key] });
      await sweep(bench, seed);
      await takeOurs(seed);
      await bench.run(amendmentActivities(bench.deps).amendCharge, seed);
      const after = await atAsaas(bench, seed.apiKey, 'GET', `/payments/${chargeId}`);
      expect({ ...after, nossoNumero: before.nossoNumero }).toEqual(before);
      expect(await divergencesOf(bench, seed)).toMatchObject([{ outcome: 'ours' }]);
      expect(await flags()).toEqual({});
    },
  );

  it('asks for a choice again when Asaas refuses it', async () => {
    const { seed, chargeId, edit } = await registered();
    await edit({ description: 'Outra' });
    await sweep(bench, seed);
    await takeOurs(seed);
    await atAsaas(bench, seed.apiKey, 'DELETE', `/payments/${chargeId}`);
    await bench.run(amendmentActivities(bench.deps).amendCharge, seed);
    const [row] = await inTenant(bench, seed, (scope) => findOpenDivergences(scope, seed.documentId));
    expect(row).toMatchObject({ field: 'description', taken: null });
  });
});

/** As the API does, in its transaction. */
async function takeOurs(seed: Ref & { documentId: string }): Promise<void> {
  await inTenant(bench, seed, async (scope) => {
    const document = await findDocument(scope, seed.documentId);
    const [divergence] = await findOpenDivergences(scope, seed.documentId);
    if (!divergence) throw new Error('There is no divergence to decide');
    await noteTaken(scope, divergence.id, { take: 'ours', by: 'teste', at: new Date() });
    await writeOursAgain(scope, document, divergence, { actor: 'teste', today: inDays(0) });
  });
}
