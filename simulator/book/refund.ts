import { invalidAction, refused } from '../refusal.ts';
import type { Charge } from '../store/schema.ts';
import { changeCharge } from './charges.ts';
import type { Entry } from './entry.ts';
import { raise } from './events.ts';
import { enterRefund } from './statement.ts';

/**
 * Gives money back: all that is left of the charge unless an amount in centavos is given. What remains keeps the
 * charge RECEIVED. Completes a refund that a payer of a boleto was asked to claim.
 */
export async function refund(
  entry: Entry,
  charge: Charge,
  amountCents?: number,
  description: string | null = null,
): Promise<Charge> {
  if (charge.status !== 'RECEIVED' && charge.status !== 'REFUND_REQUESTED') {
    throw invalidAction('Somente cobranças recebidas podem ser estornadas.');
  }
  const leftCents = charge.valueCents - (await refundedCents(entry, charge));
  const valueCents = amountCents ?? leftCents;
  if (valueCents <= 0 || valueCents > leftCents) {
    throw refused('invalid_value', 'O valor do estorno é maior que o valor disponível da cobrança.');
  }
  await cancelRequests(entry, charge);
  await entry.tx
    .insertInto('refunds')
    .values({ chargeId: charge.id, at: entry.at, valueCents, description, status: 'DONE' })
    .execute();
  await enterRefund(entry, charge, valueCents);
  const isTotal = valueCents === leftCents;
  const changed = await changeCharge(entry, charge, { status: isTotal ? 'REFUNDED' : 'RECEIVED' });
  await raise(entry, changed, isTotal ? 'PAYMENT_REFUNDED' : 'PAYMENT_PARTIALLY_REFUNDED');
  return changed;
}

/** A boleto goes back only to an account that the payer names: until then the refund is asked for. */
export async function requestRefund(entry: Entry, charge: Charge): Promise<Charge> {
  if (charge.status !== 'RECEIVED') throw invalidAction('Somente cobranças recebidas podem ser estornadas.');
  await entry.tx
    .insertInto('refunds')
    .values({
      chargeId: charge.id,
      at: entry.at,
      valueCents: charge.valueCents - (await refundedCents(entry, charge)),
      description: null,
      status: 'PENDING',
    })
    .execute();
  const changed = await changeCharge(entry, charge, { status: 'REFUND_REQUESTED' });
  await raise(entry, changed, 'PAYMENT_REFUND_IN_PROGRESS');
  return changed;
}

/** The bank refuses the refund of a boleto: the money stays. */
export async function denyRefund(entry: Entry, charge: Charge): Promise<Charge> {
  if (charge.status !== 'REFUND_REQUESTED') throw invalidAction('Não há estorno solicitado.');
  await cancelRequests(entry, charge);
  const changed = await changeCharge(entry, charge, { status: 'RECEIVED' });
  await raise(entry, changed, 'PAYMENT_REFUND_DENIED');
  return changed;
}

async function cancelRequests({ tx }: Entry, charge: Charge): Promise<void> {
  await tx
    .updateTable('refunds')
    .set({ status: 'CANCELLED' })
    .where('chargeId', '=', charge.id)
    .where('status', '=', 'PENDING')
    .execute();
}

/** What of a charge went back to its payer already. */
export async function refundedCents({ tx }: Entry, charge: Charge): Promise<number> {
  const rows = await tx
    .selectFrom('refunds')
    .select('valueCents')
    .where('chargeId', '=', charge.id)
    .where('status', '=', 'DONE')
    .execute();
  return rows.reduce((total, row) => total + row.valueCents, 0);
}
