import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bookingActivities } from '../../activities/booking.ts';
import { cancellationActivities } from '../../activities/cancellation.ts';
import { findDocument, setCancellation, updateDocument } from '../../db/documents/documents.ts';
import { leaveDocumentMessage } from '../../db/messages/messages.ts';
import { asRelay } from '../../db/tenancy.ts';
import { inDays } from '../environment/days.ts';
import { atAsaas, divergencesOf, inTenant, messagesOf, register, sweep } from './reconciling.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

/** No webhook is set up here: whatever happens at Asaas is never told. */
let bench: Workbench;

beforeAll(async () => {
  bench = await openWorkbench({}, { requests: 25_000, windowMs: 12 * 3_600_000 });
});

afterEach(() => {
  bench.clock.offsetMs = 0;
});

afterAll(() => bench.close());

async function registered() {
  const seed = await bench.seed();
  const chargeId = await register(bench, seed);
  const news = { ...seed, chargeId, source: 'reconciliation' } as const;
  return {
    seed,
    chargeId,
    control: (action: string, body: object = {}) =>
      bench.control('POST', `/charges/${chargeId}/${action}`, body),
    charge: (method: string, action = '', body?: object) =>
      atAsaas(bench, seed.apiKey, method, `/payments/${chargeId}${action}`, body),
    document: () => inTenant(bench, seed, (scope) => findDocument(scope, seed.documentId)),
    /** As the document's workflow does when it gets the message. */
    book: () => bench.run(bookingActivities(bench.deps).bookCharge, news),
  };
}

type Registered = Awaited<ReturnType<typeof registered>>;

const cash = { paymentDate: inDays(0), value: 100 };

describe('what happened at Asaas and no webhook told', () => {
  it.each<[string, (charge: Registered) => Promise<unknown>, string, string]>([
    ['paid by Pix', ({ control }) => control('pay', { method: 'pix' }), 'paymentReceived', 'received'],
    [
      'paid by boleto',
      ({ control }) => control('pay', { method: 'boleto' }),
      'paymentConfirmed',
      'confirmed',
    ],
    [
      'received in cash',
      ({ charge }) => charge('POST', '/receiveInCash', cash),
      'paymentReceived',
      'received_in_cash',
    ],
    [
      'overdue since the day before yesterday',
      ({ control }) => {
        bench.clock.offsetMs = 22 * 86_400_000;
        return control('overdue');
      },
      'chargeOverdue',
      'overdue',
    ],
    ['removed', ({ charge }) => charge('DELETE'), 'chargeChanged', 'removed'],
    [
      'paid and refunded',
      async ({ control }) => {
        await control('pay', { method: 'pix' });
        await control('refund');
      },
      'paymentReceived',
      'refunded',
    ],
  ])('is told by the next sweep: %s', async (_, happen, signal, theirs) => {
    const document = await registered();
    await happen(document);
    await sweep(bench, document.seed);
    const [message] = await messagesOf(bench, document.seed);
    expect(message).toMatchObject({ signal, facts: { chargeId: document.chargeId } });
    expect(await divergencesOf(bench, document.seed)).toEqual([
      { field: 'status', ours: 'registered', theirs, outcome: 'mended' },
    ]);
    expect((await document.document()).flags).toEqual({});
  });

  it('is booked once by the document, and not told again by the sweep after', async () => {
    const { seed, control, book } = await registered();
    await control('pay', { method: 'pix' });
    await sweep(bench, seed);
    expect((await book()).status).toBe('settled');
    await deliverAll(seed);
    await sweep(bench, seed);
    expect(await messagesOf(bench, seed)).toHaveLength(1);
    expect(await divergencesOf(bench, seed)).toHaveLength(1);
  });

  it('reopens a cancelled document whose charge was restored there', async () => {
    const { seed, charge, book, document } = await registered();
    await inTenant(bench, seed, (scope) =>
      setCancellation(scope, [seed.documentId], { requestedAt: new Date(), reason: 'engano' }),
    );
    await bench.run(cancellationActivities(bench.deps).cancelCharge, seed);
    await charge('POST', '/restore');
    await sweep(bench, seed);
    expect(await messagesOf(bench, seed)).toMatchObject([{ signal: 'chargeChanged' }]);
    expect(await divergencesOf(bench, seed)).toMatchObject([{ ours: 'cancelled', theirs: 'awaiting' }]);
    await book();
    expect((await document()).status).toBe('registered');
  });

  it('takes back cash that was undone there', async () => {
    const { seed, charge, book, document } = await registered();
    await charge('POST', '/receiveInCash', cash);
    expect((await book()).status).toBe('settled');
    await charge('POST', '/undoReceivedInCash', {});
    await sweep(bench, seed);
    await book();
    expect((await document()).status).toBe('registered');
  });

  it('removes a second charge that bears our reference', async () => {
    const { seed, chargeId, book, document } = await registered();
    const own = await atAsaas(bench, seed.apiKey, 'GET', `/payments/${chargeId}`);
    const { customer, billingType, value, dueDate, externalReference } = own;
    const twin = await atAsaas(bench, seed.apiKey, 'POST', '/payments', {
      customer,
      billingType,
      value,
      dueDate,
      externalReference,
    });
    await sweep(bench, seed);
    expect(await messagesOf(bench, seed)).toMatchObject([
      { signal: 'chargeChanged', facts: { chargeId: twin.id } },
    ]);
    expect(await divergencesOf(bench, seed)).toEqual([
      { field: 'surplusCharge', ours: null, theirs: twin.id, outcome: 'mended' },
    ]);
    const { bookCharge } = bookingActivities(bench.deps);
    await bench.run(bookCharge, { ...seed, chargeId: String(twin.id), source: 'reconciliation' });
    expect(await atAsaas(bench, seed.apiKey, 'GET', `/payments/${twin.id}`)).toMatchObject({ deleted: true });
    expect(await book()).toMatchObject({ status: 'registered' });
    expect((await document()).flags).toHaveProperty('surplus_charge');
  });

  it('is left to a person when telling it once did not help', async () => {
    const { seed, control, document } = await registered();
    await control('pay', { method: 'pix' });
    await sweep(bench, seed);
    await deliverAll(seed);
    await sweep(bench, seed);
    expect(await divergencesOf(bench, seed)).toMatchObject([{ outcome: 'mended' }, { outcome: null }]);
    expect((await document()).flags).toHaveProperty('diverged');
  });

  it('of months ago is found, too: the first sweep goes back to the day the account was added', async () => {
    const { seed, charge } = await registered();
    await charge('POST', '/receiveInCash', { ...cash, paymentDate: inDays(-100) });
    await inTenant(bench, seed, (scope) =>
      scope
        .updateTable('accounts')
        .set({ created_at: new Date(Date.now() - 110 * 86_400_000) })
        .execute(),
    );
    await sweep(bench, seed);
    expect(await divergencesOf(bench, seed)).toMatchObject([{ theirs: 'received_in_cash' }]);
  });
});

describe('a chargeback that no webhook told', () => {
  async function settled(
    paidOn = inDays(0),
  ): Promise<Registered & { take: (state: string) => Promise<unknown> }> {
    const document = await registered();
    await document.control('pay', { method: 'pix', paidOn });
    await document.book();
    return { ...document, take: (state) => document.control('chargeback', { state }) };
  }

  it('is applied by the next sweep at each of its stages, by the message of a webhook', async () => {
    const { seed, chargeId, take, book, document } = await settled();
    for (const [state, flags] of [
      ['requested', ['chargeback_requested']],
      ['in_dispute', ['chargeback_in_dispute']],
      ['reversed', []],
    ] as const) {
      await take(state);
      await sweep(bench, seed);
      expect((await messagesOf(bench, seed)).at(-1)).toMatchObject({
        signal: 'chargeChanged',
        facts: { chargeId },
      });
      await book();
      await deliverAll(seed);
      expect(Object.keys((await document()).flags)).toEqual(flags);
      await sweep(bench, seed);
    }
    expect(await divergencesOf(bench, seed)).toEqual(
      ['chargeback_requested', 'chargeback_in_dispute', 'chargeback_reversed'].map((theirs) => ({
        field: 'status',
        ours: 'settled',
        theirs,
        outcome: 'mended',
      })),
    );
    expect(await messagesOf(bench, seed)).toHaveLength(3);
  });

  it.each([
    ['won', ['reversed', 'returned'], 'settled'],
    ['lost', ['lost'], 'refunded'],
  ])('of an old payment is found when it was %s, which no list shows', async (_, states, status) => {
    const old = await settled(inDays(-30));
    await old.take('requested');
    await sweep(bench, old.seed);
    await old.book();
    await deliverAll(old.seed);
    for (const state of states) await old.take(state);
    await bench.control('POST', '/book/reset-calls', { account: old.seed.asaasId });
    await sweep(bench, old.seed);
    const { calls } = await bench.control<{ calls: Record<string, number> }>(
      'GET',
      `/book?account=${old.seed.asaasId}`,
    );
    expect(calls['GET /v3/payments/{id}']).toBe(1);
    expect(await messagesOf(bench, old.seed)).toHaveLength(2);
    await old.book();
    const after = await old.document();
    expect(after.status).toBe(status);
    expect(Object.keys(after.flags)).toEqual(status === 'refunded' ? ['chargeback_lost'] : []);
  });
});

describe('a document with a step on its way', () => {
  it.each<[string, (document: Registered) => Promise<unknown>]>([
    [
      'an amendment',
      ({ seed }) => inTenant(bench, seed, (scope) => updateDocument(scope, seed.documentId, { version: 2 })),
    ],
    [
      'a cancellation',
      ({ seed }) =>
        inTenant(bench, seed, (scope) =>
          setCancellation(scope, [seed.documentId], { requestedAt: new Date(), reason: 'engano' }),
        ),
    ],
    [
      'news that its workflow has not got yet',
      ({ seed, chargeId }) =>
        inTenant(bench, seed, (scope) =>
          leaveDocumentMessage(scope, seed.documentId, 'paymentConfirmed', { chargeId }),
        ),
    ],
  ])('is left alone: %s', async (_, begin) => {
    const document = await registered();
    await begin(document);
    const before = await messagesOf(bench, document.seed);
    await document.control('edit', { valueCents: 12_000 });
    await sweep(bench, document.seed);
    expect(await divergencesOf(bench, document.seed)).toEqual([]);
    expect(await messagesOf(bench, document.seed)).toEqual(before);
  });

  it('is asked once more for an amendment that nobody carried for an hour', async () => {
    const { seed } = await registered();
    await inTenant(bench, seed, (scope) =>
      scope
        .updateTable('documents')
        .set({ version: 2, updated_at: new Date(Date.now() - 2 * 3_600_000) })
        .where('id', '=', seed.documentId)
        .execute(),
    );
    await sweep(bench, seed);
    expect(await messagesOf(bench, seed)).toEqual([{ signal: 'documentAmended', facts: { version: 2 } }]);
  });
});

/** The relay delivered everything. */
function deliverAll({ tenantId }: { tenantId: string }): Promise<unknown> {
  return asRelay(bench.deps.db, (scope) =>
    scope
      .updateTable('messages')
      .set({ delivered_at: new Date() })
      .where('tenant_id', '=', tenantId)
      .execute(),
  );
}
