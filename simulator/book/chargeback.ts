import { invalidAction } from '../refusal.ts';
import type { Charge, ChargebackStatus, ChargeStatus } from '../store/schema.ts';
import { changeCharge } from './charges.ts';
import type { Entry } from './entry.ts';
import { type ChargeEvent, raise } from './events.ts';
import { refundedCents } from './refund.ts';
import { enterChargeback } from './statement.ts';

/** The course of a chargeback. Which status a lost one leaves nobody has measured: the money is gone, so REFUNDED. */
export const chargebackStates = ['requested', 'in_dispute', 'reversed', 'returned', 'lost'] as const;
export type ChargebackState = (typeof chargebackStates)[number];

interface Stage {
  from: readonly ChargeStatus[];
  status: ChargeStatus;
  chargeback: ChargebackStatus;
  event: ChargeEvent;
}

const stages: Record<ChargebackState, Stage> = {
  requested: {
    from: ['RECEIVED'],
    status: 'CHARGEBACK_REQUESTED',
    chargeback: 'REQUESTED',
    event: 'PAYMENT_CHARGEBACK_REQUESTED',
  },
  in_dispute: {
    from: ['CHARGEBACK_REQUESTED'],
    status: 'CHARGEBACK_DISPUTE',
    chargeback: 'IN_DISPUTE',
    event: 'PAYMENT_CHARGEBACK_DISPUTE',
  },
  reversed: {
    from: ['CHARGEBACK_REQUESTED', 'CHARGEBACK_DISPUTE'],
    status: 'AWAITING_CHARGEBACK_REVERSAL',
    chargeback: 'REVERSED',
    event: 'PAYMENT_AWAITING_CHARGEBACK_REVERSAL',
  },
  returned: {
    from: ['AWAITING_CHARGEBACK_REVERSAL'],
    status: 'RECEIVED',
    chargeback: 'REVERSED',
    event: 'PAYMENT_RECEIVED',
  },
  lost: {
    from: ['CHARGEBACK_REQUESTED', 'CHARGEBACK_DISPUTE'],
    status: 'REFUNDED',
    chargeback: 'DISPUTE_LOST',
    event: 'PAYMENT_REFUNDED',
  },
};

/** Brings a chargeback to its next stage. Throws when the charge does not stand before it. */
export async function takeChargeback(entry: Entry, charge: Charge, state: ChargebackState): Promise<Charge> {
  const { from, status, chargeback, event } = stages[state];
  if (!from.includes(charge.status)) throw invalidAction('A cobrança não está nesta etapa de um chargeback.');
  const changed = await changeCharge(entry, charge, { status, chargeback });
  if (state === 'lost')
    await enterChargeback(entry, changed, charge.valueCents - (await refundedCents(entry, charge)));
  await raise(entry, changed, event);
  return changed;
}
