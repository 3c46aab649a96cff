import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { meaningOf } from '../../asaas/webhook-events.ts';
import type { Body } from '../api/environment.ts';
import { inDays } from '../environment/days.ts';
import { type MoneyBench, openMoneyBench } from './money-bench.ts';

let bench: MoneyBench;

beforeAll(async () => {
  bench = await openMoneyBench();
});

afterAll(() => bench.close());

/** A document that was paid and settled. */
async function settled(method: 'pix' | 'boleto' = 'pix'): Promise<{ id: string; chargeId: string }> {
  const document = await bench.register({ amountCents: 10_000 });
  await bench.pay(document.chargeId, { method });
  if (method === 'boleto') await bench.control('POST', `/charges/${document.chargeId}/settle`);
  await bench.book(document.id, document.chargeId);
  return document;
}

const linesOf = async (id: string, beginning: string): Promise<string[]> =>
  (await bench.timelineOf(id))
    .map(({ what }: Body) => what)
    .filter((what: string) => what.startsWith(beginning));

/** What the ERP was told of a document under names that begin so, oldest first. */
const toldOf = async (id: string, beginning: string): Promise<Body[]> =>
  (await bench.eventsOf(id)).filter(({ type }: Body) => type.startsWith(`document.${beginning}`));

/** The events that Asaas sent of a charge and that make nobody read it. */
async function deafTo(chargeId: string): Promise<string[]> {
  const { charges } = await bench.control('GET', `/book?account=${bench.asaasId}`);
  const { history } = charges.find((charge: Body) => charge.id === chargeId);
  return history.map(({ event }: Body) => event).filter((event: string) => meaningOf(event) === 'noted');
}

describe('a refund', () => {
  it('in parts is flagged with all that went back, and ends as a refunded document', async () => {
    const { id, chargeId } = await settled();
    await bench.control('POST', `/charges/${chargeId}/refund`, { valueCents: 3_000 });
    expect((await bench.book(id, chargeId)).flags.partially_refunded.amountCents).toBe(3_000);
    await bench.control('POST', `/charges/${chargeId}/refund`, { valueCents: 2_000 });
    const document = await bench.book(id, chargeId);
    expect(document.status).toBe('settled');
    expect(document.flags).toEqual({
      partially_refunded: expect.objectContaining({ amountCents: 5_000, chargeId }),
    });
    expect(document.settlement).toMatchObject({
      grossCents: 5_000,
      refundedCents: 5_000,
      faceCents: 10_000,
      differenceCents: 0,
    });
    await bench.control('POST', `/charges/${chargeId}/refund`, {});
    expect(await bench.book(id, chargeId)).toMatchObject({ status: 'refunded', flags: {}, settlement: null });
    expect(await linesOf(id, 'flag.')).toEqual(['flag.partially_refunded', 'flag.partially_refunded']);
  });

  it('of a boleto that is asked for leaves the document settled, and says so when the bank denies it', async () => {
    const { id, chargeId } = await settled('boleto');
    const ask = () =>
      bench.callAsaas('POST', `/payments/${chargeId}/bankSlip/refund`).then(() => bench.book(id, chargeId));
    const asked = await ask();
    expect(await deafTo(chargeId)).toEqual(['PAYMENT_CREATED']);
    expect(asked.status).toBe('settled');
    expect(asked.flags).toEqual({ refund_requested: expect.objectContaining({ amountCents: 10_000 }) });
    await bench.control('POST', `/charges/${chargeId}/refund`, { deny: true });
    const denied = await bench.book(id, chargeId);
    expect(denied.status).toBe('settled');
    expect(denied.flags).toEqual({ refund_denied: expect.objectContaining({ amountCents: 10_000 }) });
    expect((await bench.book(id, chargeId)).flags).toEqual(denied.flags);
    expect((await toldOf(id, 'refund')).map(({ type, data }) => ({ type, ...data }))).toEqual([
      expect.objectContaining({
        type: 'document.refund_denied',
        status: 'settled',
        paidChargeId: chargeId,
        amountCents: 10_000,
      }),
    ]);
    expect((await ask()).flags).toEqual({
      refund_requested: expect.objectContaining({ amountCents: 10_000 }),
    });
    await bench.control('POST', `/charges/${chargeId}/refund`, {});
    expect(await bench.book(id, chargeId)).toMatchObject({ status: 'refunded', flags: {} });
  });

  it('stands in a settlement return with the payment it takes back, and is booked by it', async () => {
    const { id, chargeId } = await bench.register({ amountCents: 10_000 });
    await bench.pay(chargeId);
    await bench.control('POST', `/charges/${chargeId}/refund`, {});
    const part = await settled();
    await bench.control('POST', `/charges/${part.chargeId}/refund`, { valueCents: 1_000 });
    const { id: returnId, items } = await bench.loadReturn(inDays(0), inDays(0));
    const rowOf = (charge: string) => items.find((item) => item.chargeId === charge);
    expect(rowOf(chargeId)).toMatchObject({ kind: 'matched', grossCents: 10_000, refundedCents: 10_000 });
    expect(rowOf(part.chargeId)).toMatchObject({
      kind: 'matched',
      grossCents: 10_000,
      refundedCents: 1_000,
    });
    const processed = await bench.processReturn(returnId);
    expect(processed.find((item) => item.chargeId === chargeId).outcome).toBe('settled');
    expect(await bench.read(id)).toMatchObject({ status: 'refunded', settlement: null });
    expect(await bench.read(part.id)).toMatchObject({
      status: 'settled',
      settlement: { grossCents: 9_000, refundedCents: 1_000 },
    });
    const again = await bench.loadReturn(inDays(0), inDays(0));
    const kinds = again.items.filter((item) => [chargeId, part.chargeId].includes(item.chargeId));
    expect(kinds.map(({ kind }) => kind)).toEqual(['already_settled', 'already_settled']);
  });
});

describe('a chargeback', () => {
  const take = async ({ id, chargeId }: { id: string; chargeId: string }, state: string): Promise<Body> => {
    await bench.control('POST', `/charges/${chargeId}/chargeback`, { state });
    return bench.book(id, chargeId);
  };

  it('undoes nothing while it is requested and in dispute, and is forgotten once it is won', async () => {
    const document = await settled();
    const requested = await take(document, 'requested');
    expect(requested).toMatchObject({ status: 'settled', settlement: { grossCents: 10_000 } });
    expect(requested.flags).toEqual({
      chargeback_requested: expect.objectContaining({ amountCents: 10_000, chargeId: document.chargeId }),
    });
    expect(Object.keys((await take(document, 'in_dispute')).flags)).toEqual(['chargeback_in_dispute']);
    expect(await take(document, 'reversed')).toMatchObject({ status: 'settled', flags: {} });
    expect(await take(document, 'returned')).toMatchObject({
      status: 'settled',
      flags: {},
      settlement: { grossCents: 10_000 },
    });
    expect(await linesOf(document.id, 'chargeback')).toEqual(['chargeback.reversed']);
    expect((await toldOf(document.id, 'chargeback')).map(({ type }) => type)).toEqual([
      'document.chargeback_opened',
      'document.chargeback_disputed',
      'document.chargeback_reversed',
    ]);
    expect(await deafTo(document.chargeId)).toEqual(['PAYMENT_CREATED']);
    expect(await linesOf(document.id, 'flag.')).toEqual([
      'flag.chargeback_requested',
      'flag.chargeback_in_dispute',
    ]);
  });

  it('is told once per stage, however often its charge is read', async () => {
    const document = await settled();
    for (const state of ['requested', 'in_dispute', 'reversed', 'returned']) {
      await take(document, state);
      await bench.book(document.id, document.chargeId);
    }
    expect(await toldOf(document.id, 'chargeback')).toHaveLength(3);
  });

  it('that is lost takes the money back, and the flag says why the document is refunded', async () => {
    const document = await settled();
    await take(document, 'requested');
    const lost = await take(document, 'lost');
    expect(lost).toMatchObject({ status: 'refunded', settlement: null });
    expect(lost.flags).toEqual({ chargeback_lost: expect.objectContaining({ amountCents: 10_000 }) });
    await bench.book(document.id, document.chargeId);
    expect((await bench.eventsOf(document.id)).slice(-3)).toMatchObject([
      { type: 'document.chargeback_opened', data: { status: 'settled', amountCents: 10_000 } },
      { type: 'document.refunded' },
      { type: 'document.chargeback_lost', data: { status: 'refunded', paidChargeId: document.chargeId } },
    ]);
  });

  it('of a payment that was not booked yet books nothing until it is decided', async () => {
    const document = await bench.register({ amountCents: 10_000 });
    await bench.pay(document.chargeId);
    expect(await take(document, 'requested')).toMatchObject({ status: 'registered', settlement: null });
    await take(document, 'reversed');
    expect(await take(document, 'returned')).toMatchObject({
      status: 'settled',
      settlement: { grossCents: 10_000 },
    });
  });
});
