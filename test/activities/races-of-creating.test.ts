import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAsaasActivities } from '../../activities/activities.ts';
import type { Dependencies } from '../../activities/dependencies.ts';
import { NotSent, Refused } from '../../asaas/errors.ts';
import { findDocument, setCancellation } from '../../db/documents/documents.ts';
import { asTenant } from '../../db/tenancy.ts';
import { inDays } from '../environment/days.ts';
import type { Book } from '../environment/erp.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
let seed: Awaited<ReturnType<Workbench['seed']>>;

beforeAll(async () => {
  bench = await openWorkbench();
});

beforeEach(async () => {
  seed = await bench.seed();
});

afterEach(() => bench.control('DELETE', '/faults'));

afterAll(() => bench.close());

const fault = (rule: object) =>
  bench.control('PUT', '/faults', { rules: [{ accountId: seed.asaasId, ...rule }] });
const charges = async () => (await bench.control<Book>('GET', `/book?account=${seed.asaasId}`)).charges;
const inTenant: <T>(work: Parameters<typeof asTenant<T>>[2]) => Promise<T> = (work) =>
  asTenant(bench.deps.db, seed.tenantId, work);

/** The steps of a document, with something that happens while Asaas answers one of their calls. */
function steps(asaas: Partial<Dependencies['asaas']> = {}) {
  return createAsaasActivities({ ...bench.deps, asaas: { ...bench.deps.asaas, ...asaas } });
}

const askCancellation = () =>
  inTenant((scope) =>
    setCancellation(scope, [seed.documentId], { requestedAt: new Date(), reason: 'desistência' }),
  );

/** The reference of the attempt, which its charge bears. */
async function openAttempt(): Promise<string> {
  const { id } = await inTenant((scope) =>
    scope
      .selectFrom('registration_attempts')
      .select('id')
      .where('outcome', 'is', null)
      .executeTakeFirstOrThrow(),
  );
  return id;
}

/** Makes one more charge of the same reference at Asaas, as somebody's hand would. */
async function copyCharge(reference: string): Promise<string> {
  const { charges: book } = await bench.control<{ charges: { customer: string }[] }>(
    'GET',
    `/book?account=${seed.asaasId}`,
  );
  const response = await fetch(`${bench.simulatorUrl}/v3/payments`, {
    method: 'POST',
    headers: { access_token: seed.apiKey, 'content-type': 'application/json', 'user-agent': 'test' },
    body: JSON.stringify({
      customer: book[0]?.customer,
      billingType: 'BOLETO',
      value: 100,
      dueDate: inDays(20),
      externalReference: reference,
    }),
  });
  return ((await response.json()) as { id: string }).id;
}

describe('creating a charge', () => {
  it('is given up when the document is cancelled while it waits for the account’s quota', async () => {
    const takeTurn: Dependencies['asaas']['takeTurn'] = async (...args) => {
      await askCancellation();
      return bench.deps.asaas.takeTurn(...args);
    };
    const waited = await bench.run(steps({ takeTurn }).registerCharge, seed);
    expect(waited).toMatchObject({ status: 'registering', cancelRequested: true, hasOpenAttempt: false });
    expect(await bench.run(steps().cancelCharge, seed)).toMatchObject({ status: 'cancelled' });
    expect(await charges()).toEqual([]);
  });

  it('does not begin when the document was cancelled before its message was read', async () => {
    await askCancellation();
    expect(await bench.run(steps().registerCharge, seed)).toMatchObject({ status: 'pending' });
    expect(await charges()).toEqual([]);
  });

  it('is not repeated when a webhook names the charge while the last look-up finds nothing', async () => {
    await fault({ method: 'POST', path: '/v3/payments', dropAnswerAfterCommit: true, count: 1 });
    await bench.run(steps().registerCharge, seed);
    const reference = await openAttempt();
    const chargeId = (await charges())[0]?.id ?? '';
    // Asaas' list leaves out what is new; its webhook comes while we read the list the second time.
    await fault({ method: 'GET', path: '/v3/payments', lookupLagMs: 60_000 });
    expect(await bench.run(steps().lookUpCharge, seed)).toMatchObject({ status: 'uncertain' });
    const { findByReference } = bench.deps.asaas.charges;
    const namedMeanwhile: typeof findByReference = async (...args) => {
      const found = await findByReference(...args);
      await inTenant((scope) =>
        scope
          .updateTable('registration_attempts')
          .set({ seen_charge_id: chargeId })
          .where('id', '=', reference)
          .execute(),
      );
      return found;
    };
    const named = steps({ charges: { ...bench.deps.asaas.charges, findByReference: namedMeanwhile } });
    expect(await bench.run(named.lookUpCharge, seed)).toMatchObject({
      status: 'uncertain',
      hasOpenAttempt: true,
    });
    expect(await bench.run(steps().lookUpCharge, seed)).toMatchObject({ status: 'registered' });
    expect((await charges()).map(({ id }) => id)).toEqual([chargeId]);
  });

  it('asks for a charge to be read once more that was paid before it was adopted', async () => {
    await fault({ method: 'POST', path: '/v3/payments', dropAnswerAfterCommit: true, count: 1 });
    await bench.run(steps().registerCharge, seed);
    const chargeId = (await charges())[0]?.id ?? '';
    await bench.control('POST', `/charges/${chargeId}/pay`, { method: 'pix' });
    const news = { ...seed, chargeId, source: 'webhook' } as const;
    // Nobody here knows yet that it is ours: the news of the payment comes too early.
    expect(await bench.run(steps().bookCharge, news)).toMatchObject({ status: 'uncertain' });
    expect(await bench.run(steps().lookUpCharge, seed)).toMatchObject({ status: 'registered' });
    const left = await inTenant((scope) =>
      scope.selectFrom('messages').select(['signal', 'facts']).orderBy('seq', 'desc').limit(1).execute(),
    );
    expect(left).toMatchObject([{ signal: 'chargeChanged', facts: { chargeId } }]);
    expect(await bench.run(steps().bookCharge, news)).toMatchObject({ status: 'settled' });
  });

  it('keeps its attempt open until a second charge of its reference is removed', async () => {
    await fault({ method: 'POST', path: '/v3/payments', dropAnswerAfterCommit: true, count: 1 });
    await bench.run(steps().registerCharge, seed);
    await copyCharge(await openAttempt());
    expect(await charges()).toHaveLength(2);
    await fault({ method: 'DELETE', path: '/v3/payments/*', status429: { resetSeconds: 600 }, count: 1 });
    const held = await bench.run(steps().lookUpCharge, seed);
    expect(held).toMatchObject({ status: 'uncertain', hasOpenAttempt: true });
    expect(held.hold).toMatchObject({ cause: 'quota', work: 'lookUp' });
    await inTenant((scope) => findDocument(scope, seed.documentId));
    await bench.control('DELETE', '/faults');
    const { quota } = bench.deps;
    await quota.pause(seed.accountId, 'DELETE /payments/{id}', 1);
    const found = await bench.run(steps().lookUpCharge, seed, 3);
    expect(found).toMatchObject({ status: 'registered', hold: null });
    expect((await charges()).filter(({ live }) => live)).toHaveLength(1);
  });
});

/** What a create call does when its activity was given up: a retry has run before its answer is kept. */
const givenUp = (answer: Dependencies['asaas']['charges']['create']) =>
  steps({ charges: { ...bench.deps.asaas.charges, create: answer } }).registerCharge;

describe('an activity that another attempt has overtaken', () => {
  it('does not leave its document uncertain for ever when its call was surely not sent', async () => {
    const registerCharge = givenUp(async () => {
      await bench.run(steps().registerCharge, seed);
      throw new NotSent('The connection was refused');
    });
    await bench.run(registerCharge, seed, 3);
    expect(await inTenant((scope) => findDocument(scope, seed.documentId))).toMatchObject({
      status: 'registering',
    });
    expect(await bench.run(steps().registerCharge, seed)).toMatchObject({ status: 'registered' });
    expect(await charges()).toHaveLength(1);
  });

  it('does not register its document with a charge whose attempt was closed since', async () => {
    const registerCharge = givenUp(async (...asked) => {
      const created = await bench.deps.asaas.charges.create(...asked);
      const lookedUp = { outcome: 'absent' as const, closed_at: new Date() };
      await inTenant((scope) =>
        scope
          .updateTable('registration_attempts')
          .set(lookedUp)
          .where('document_id', '=', seed.documentId)
          .execute(),
      );
      return created;
    });
    expect(await bench.run(registerCharge, seed)).toMatchObject({ status: 'registering' });
    const [late] = await charges();
    expect(await bench.run(steps().registerCharge, seed)).toMatchObject({ status: 'registered' });
    const news = { ...seed, chargeId: late?.id ?? '', source: 'webhook' } as const;
    await bench.run(steps().bookCharge, news);
    expect((await charges()).filter(({ live }) => live).map(({ id }) => id)).not.toContain(late?.id);
    expect((await charges()).filter(({ live }) => live)).toHaveLength(1);
  });

  it('does not reject its document for a refusal that came after its attempt was closed', async () => {
    const refusal = new Refused('Asaas refused', 400, [{ code: 'invalid_value', description: 'Valor' }]);
    const registerCharge = givenUp(async () => {
      await inTenant((scope) =>
        scope
          .updateTable('registration_attempts')
          .set({ outcome: 'absent', closed_at: new Date() })
          .where('document_id', '=', seed.documentId)
          .execute(),
      );
      throw refusal;
    });
    expect(await bench.run(registerCharge, seed)).toMatchObject({ status: 'registering' });
  });

  it('sends nothing when it stood still since it wrote its attempt: the charge may have been looked for', async () => {
    // Any time is longer than this.
    const { registerCharge } = createAsaasActivities({ ...bench.deps, unknownOutcomeWaitMs: -1 });
    expect(await bench.run(registerCharge, seed)).toMatchObject({
      status: 'uncertain',
      hasOpenAttempt: true,
    });
    expect(await charges()).toEqual([]);
  });

  it('does not charge a document that was cancelled since', async () => {
    await askCancellation();
    expect(await bench.run(steps().cancelCharge, seed)).toMatchObject({ status: 'cancelled' });
    expect(await bench.run(steps().registerCharge, seed)).toMatchObject({ status: 'cancelled' });
    expect(await charges()).toEqual([]);
  });

  it('does not cancel a document that has another charge since', async () => {
    await bench.run(steps().registerCharge, seed);
    await askCancellation();
    const remove: Dependencies['asaas']['charges']['remove'] = async (...asked) => {
      await bench.deps.asaas.charges.remove(...asked);
      await inTenant((scope) =>
        scope
          .updateTable('documents')
          .set({ charge_id: 'pay_newer' })
          .where('id', '=', seed.documentId)
          .execute(),
      );
    };
    const { cancelCharge } = steps({ charges: { ...bench.deps.asaas.charges, remove } });
    expect(await bench.run(cancelCharge, seed)).toMatchObject({
      status: 'registered',
      cancelRequested: true,
    });
  });
});

describe('a cancellation that a payment overtook', () => {
  it('is refused and told to the ERP when the payment is booked', async () => {
    await bench.run(steps().registerCharge, seed);
    await askCancellation();
    const chargeId = (await charges())[0]?.id ?? '';
    await bench.control('POST', `/charges/${chargeId}/pay`, { method: 'pix' });
    const booked = await bench.run(steps().bookCharge, { ...seed, chargeId, source: 'webhook' });
    expect(booked).toMatchObject({ status: 'settled', cancelRequested: false });
    const { flags } = await inTenant((scope) => findDocument(scope, seed.documentId));
    expect(flags.cancellation_refused?.reason).toContain('O pagador já pagou');
    const told = await inTenant((scope) =>
      scope
        .selectFrom('erp_events')
        .select('type')
        .where('type', '=', 'document.cancellation_refused')
        .execute(),
    );
    expect(told).toHaveLength(1);
  });
});

describe('news of a charge that Asaas does not know', () => {
  it.each(['pay_ghost', '..'])('is asked for three times and flagged: %s', async (chargeId) => {
    await bench.run(steps().registerCharge, seed);
    const news = { ...seed, chargeId, source: 'webhook' } as const;
    const { bookCharge } = steps();
    await expect(bench.run(bookCharge, news)).rejects.toMatchObject({ name: 'NotFound' });
    await expect(bench.run(bookCharge, news, 2)).rejects.toMatchObject({ name: 'NotFound' });
    expect(await bench.run(bookCharge, news, 3)).toMatchObject({ status: 'registered', hold: null });
    const { flags } = await inTenant((scope) => findDocument(scope, seed.documentId));
    expect(flags.charge_unknown?.reason).toContain(chargeId);
  });
});
