import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageOf } from '../../api/webhooks/event-message.ts';
import { meaningOf } from '../../asaas/webhook-events.ts';
import { bookingOf, type Entry } from '../../domain/booking.ts';
import type { Charge } from '../../domain/charge.ts';
import { type DocumentEvent, type DocumentStatus, nextStatus } from '../../domain/document-status.ts';
import { chargeAt, plainTerms } from './plain-charge.ts';

const today = '2026-12-10';
const days = { today, isBankDay: () => true };

const terms = { ...plainTerms, dueDate: '2026-12-09' };

const created = chargeAt(terms);

/** One step of a charge's life at Asaas: the event it sends, and the charge as it is from then on. */
interface Step {
  event: string;
  charge: Charge;
}

/** What can happen next to a charge (Asaas reference 4.5 and 4.6). A late charge that is unpaid again is late still. */
function stepsFrom(charge: Charge, wasLate: boolean): Step[] {
  const step = (event: string, change: Partial<Charge>): Step => ({
    event,
    charge: { ...charge, ...change },
  });
  const paid = { paidOn: today, creditedOn: today };
  const unpaid = { status: wasLate ? 'overdue' : 'awaiting', paidOn: null, creditedOn: null } as const;
  const payments = [
    step('PAYMENT_CONFIRMED', { status: 'confirmed', paidOn: today }),
    step('PAYMENT_RECEIVED', { status: 'received', ...paid }),
  ];
  const waits = charge.status === 'awaiting' || charge.status === 'overdue';
  // A payer may still pay a slip that was removed.
  if (charge.removed && waits) return [step('PAYMENT_RESTORED', { removed: false, ...unpaid }), ...payments];
  switch (charge.status) {
    case 'awaiting':
    case 'overdue':
      return [
        ...payments,
        step('PAYMENT_RECEIVED', { status: 'received_in_cash', ...paid }),
        step('PAYMENT_DELETED', { removed: true }),
        step('PAYMENT_UPDATED', {}),
        ...(charge.status === 'awaiting' ? [step('PAYMENT_OVERDUE', { status: 'overdue' })] : []),
      ];
    case 'received_in_cash':
      return [step('PAYMENT_RECEIVED_IN_CASH_UNDONE', unpaid)];
    case 'confirmed':
      return [step('PAYMENT_RECEIVED', { status: 'received', ...paid })];
    case 'received':
      return [
        step('PAYMENT_REFUNDED', { status: 'refunded', refundedCents: charge.valueCents }),
        ...(charge.refundedCents === 0 ? [step('PAYMENT_PARTIALLY_REFUNDED', { refundedCents: 3_000 })] : []),
        ...(charge.chargeback === null
          ? [step('PAYMENT_CHARGEBACK_REQUESTED', { status: 'disputed', chargeback: 'requested' })]
          : []),
      ];
    case 'disputed': {
      const lost = { status: 'refunded', chargeback: 'lost', refundedCents: charge.valueCents } as const;
      return [
        step('PAYMENT_RECEIVED', { status: 'received', chargeback: 'reversed' }),
        step('PAYMENT_REFUNDED', lost),
      ];
    }
    case 'refunded':
    case 'unknown':
      return [];
  }
}

/** Every life of up to six events, creation included. */
function lives(life: Step[] = [{ event: 'PAYMENT_CREATED', charge: created }]): Step[][] {
  const last = life.at(-1)!.charge; // A life begins with its creation, so it has a last step.
  const wasLate = life.some(({ event }) => event === 'PAYMENT_OVERDUE');
  const longer = life.length < 6 ? stepsFrom(last, wasLate).flatMap((step) => lives([...life, step])) : [];
  return [life, ...longer];
}

interface Document {
  status: DocumentStatus;
  booked: Entry[];
}

/** What the document's workflow makes of an event that arrives while the charge is as given. */
function hear(document: Document, event: string, charge: Charge): Document {
  const facts = { id: charge.chargeId, externalReference: null, dueDate: terms.dueDate, creditOn: null };
  const message = messageOf(
    { id: 'evt', name: event, meaning: meaningOf(event), charge: facts, key: null },
    facts,
  );
  switch (message?.signal) {
    case 'paymentConfirmed':
      return { ...document, status: nextStatus(document.status, 'payment.confirmed') };
    case 'chargeOverdue':
      return { ...document, status: nextStatus(document.status, 'due-date.passed') };
    case 'paymentReceived':
    case 'chargeChanged':
      return readBack(document, charge);
    default:
      return document;
  }
}

function readBack({ status, booked }: Document, charge: Charge): Document {
  const { entries, events } = bookingOf(charge, terms, booked, days);
  const after = events.reduce((at: DocumentStatus, event: DocumentEvent) => nextStatus(at, event), status);
  return { status: after, booked: [...booked, ...entries] };
}

const registered: Document = { status: 'registered', booked: [] };

function expectedStatus({ status, removed }: Charge): DocumentStatus {
  const byCharge: Record<Charge['status'], DocumentStatus> = {
    awaiting: removed ? 'cancelled' : 'registered',
    overdue: removed ? 'cancelled' : 'overdue',
    confirmed: 'paid',
    received: 'settled',
    received_in_cash: 'settled',
    refunded: 'refunded',
    // No life ends in a dispute: what is booked then depends on what was heard before it.
    disputed: 'settled',
    // No life has it: it is read in between, below.
    unknown: 'registered',
  };
  return byCharge[status];
}

/** What Asaas' book says is left of the payer's money. */
function moneyOf({ status, valueCents, refundedCents }: Charge): number {
  const isIn = status === 'received' || status === 'refunded' || status === 'received_in_cash';
  return isIn ? valueCents - refundedCents : 0;
}

function outcomeOf({ status, booked }: Document) {
  return { status, sumCents: booked.reduce((sum, entry) => sum + entry.grossCents, 0) };
}

const everyLife = lives().filter((life) => life.at(-1)?.charge.status !== 'disputed');

describe('events of a charge in any order', () => {
  it('are those of a few hundred lives', () => {
    expect(everyLife.length).toBeGreaterThan(200);
    expect(new Set(everyLife.flat().map(({ event }) => event)).size).toBe(11);
  });

  it('end where the charge stands, with its money to the centavo, in every permutation with every event twice', () => {
    for (const life of everyLife) {
      const { charge } = life.at(-1)!; // As above.
      const expected = { status: expectedStatus(charge), sumCents: moneyOf(charge) };
      for (const order of permutations(life.map(({ event }) => event))) {
        const twice = [...order, ...order].reduce((at, event) => hear(at, event, charge), registered);
        if (!agrees(twice, expected)) expect({ order, ...outcomeOf(twice) }).toEqual({ order, ...expected });
      }
    }
  });

  it('end there too when they arrive while the charge lives on, late, overtaking each other and up to three times', () => {
    fc.assert(
      fc.property(deliveries, ({ life, arrivals }) => {
        const { charge } = life.at(-1)!; // As above.
        let document = registered;
        for (const { event, at } of arrivals) document = hear(document, event, life[at]!.charge); // `at` is an index of it.
        expect(outcomeOf(document)).toEqual({ status: expectedStatus(charge), sumCents: moneyOf(charge) });
        const causes = document.booked.map(({ cause }) => cause);
        expect(new Set(causes).size).toBe(causes.length);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('a status that we do not know, or a dispute', () => {
  it('changes nothing, wherever in a life it is read', () => {
    fc.assert(
      fc.property(deliveries, ({ life, arrivals }) => {
        let document = registered;
        for (const { event, at } of arrivals) {
          const { charge } = life[at]!; // As above.
          document = hear(document, event, charge);
          expect(readBack(document, { ...charge, status: 'unknown' })).toEqual(document);
          expect(readBack(document, { ...charge, status: 'disputed' })).toEqual(document);
        }
      }),
    );
  });
});

/** Each event arrives one to three times, at a moment of the life that is not before its own. */
const deliveries = fc.constantFrom(...everyLife).chain((life) => {
  const moments = life.flatMap(({ event }, own) =>
    fc
      .array(fc.record({ at: fc.integer({ min: own, max: life.length - 1 }), order: fc.nat() }), {
        minLength: 1,
        maxLength: 3,
      })
      .map((times) => times.map((time) => ({ event, ...time }))),
  );
  return fc.tuple(...moments).map((arrivals) => ({
    life,
    arrivals: arrivals.flat().sort((one, other) => one.at - other.at || one.order - other.order),
  }));
});

function agrees(document: Document, expected: { status: DocumentStatus; sumCents: number }): boolean {
  const { status, sumCents } = outcomeOf(document);
  return status === expected.status && sumCents === expected.sumCents;
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((first, at) => {
    const others = items.filter((_, index) => index !== at);
    return permutations(others).map((rest) => [first, ...rest]);
  });
}
