import { type InsertObject, type RawBuilder, sql } from 'kysely';
import type { Day } from '../calendar.ts';
import { newChargeId } from '../ids.ts';
import { notFound } from '../refusal.ts';
import type { BillingType, Charge, ChargeChange, ChargeStatus, Refund, Schema } from '../store/schema.ts';
import type { Terms } from '../terms.ts';
import { chargeObject } from './charge-object.ts';
import type { Entry } from './entry.ts';

export interface NewCharge extends Terms {
  accountId: string;
  customerId: string;
  billingType: BillingType;
  valueCents: number;
  dueDate: Day;
  description: string | null;
  externalReference: string | null;
  registrationCancellationDays: number | null;
  automatic?: boolean;
}

/** Writes a charge into the book, PENDING, with its id and numbers. */
export async function insertCharge(entry: Entry, charge: NewCharge): Promise<Charge> {
  const behaviour = entry.simulator.behaviours.of(charge.accountId);
  const { discount, fine, interest, ...plain } = charge;
  const row: InsertObject<Schema, 'charges'> = {
    ...plain,
    discount: JSON.stringify(discount),
    fine: JSON.stringify(fine),
    interest: JSON.stringify(interest),
    id: newChargeId(behaviour.chargeIdFormat),
    status: 'PENDING',
    createdAt: entry.at,
    dateCreated: entry.today,
    originalDueDate: charge.dueDate,
    feeCents: charge.billingType === 'PIX' ? behaviour.pixFeeCents : behaviour.boletoFeeCents,
    ourNumber: charge.billingType === 'PIX' ? null : nextNumber('our_numbers'),
    invoiceNumber: nextNumber('invoice_numbers'),
  };
  return entry.tx.insertInto('charges').values(row).returningAll().executeTakeFirstOrThrow();
}

/** The account's charge, deleted or not. Throws 404 for one that is unknown or another account's. */
export async function findCharge({ tx }: Entry, accountId: string, id: string): Promise<Charge> {
  const charge = await tx
    .selectFrom('charges')
    .selectAll()
    .where('id', '=', id)
    .where('accountId', '=', accountId)
    .executeTakeFirst();
  if (!charge) throw notFound();
  return charge;
}

/** Like `findCharge`, and nobody else changes it until the transaction ends. */
export async function lockCharge({ tx }: Entry, accountId: string, id: string): Promise<Charge> {
  const charge = await tx
    .selectFrom('charges')
    .selectAll()
    .where('id', '=', id)
    .where('accountId', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
  if (!charge) throw notFound();
  return charge;
}

export async function changeCharge({ tx }: Entry, charge: Charge, change: ChargeChange): Promise<Charge> {
  if (Object.keys(change).length === 0) return charge;
  return tx
    .updateTable('charges')
    .set(change)
    .where('id', '=', charge.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The payment object of a charge. */
export async function showCharge(entry: Entry, charge: Charge): Promise<Record<string, unknown>> {
  const [shown] = await showCharges(entry, [charge]);
  // One charge in, one object out.
  return shown!;
}

export async function showCharges(entry: Entry, charges: Charge[]): Promise<Record<string, unknown>[]> {
  const refunds = await refundsOf(entry, charges);
  const { behaviours, publicUrl } = entry.simulator;
  return charges.map((charge) => {
    const own = refunds.filter((refund) => refund.chargeId === charge.id);
    const object = chargeObject(charge, own, publicUrl);
    const { extraFields } = behaviours.of(charge.accountId);
    return extraFields ? { ...object, fieldOfTomorrow: { kind: 'UNKNOWN', tags: [] } } : object;
  });
}

const refundableStatuses: readonly ChargeStatus[] = ['RECEIVED', 'REFUND_REQUESTED', 'REFUNDED'];

async function refundsOf({ tx }: Entry, charges: Charge[]): Promise<Refund[]> {
  const refundable = charges.filter((charge) => refundableStatuses.includes(charge.status));
  if (refundable.length === 0) return [];
  const ids = refundable.map((charge) => charge.id);
  return tx.selectFrom('refunds').selectAll().where('chargeId', 'in', ids).orderBy('seq').execute();
}

/** The next number of a sequence, 8 digits, drawn by the statement that it stands in. */
export function nextNumber(sequence: 'our_numbers' | 'invoice_numbers'): RawBuilder<string> {
  return sql<string>`lpad(nextval(${sql.lit(sequence)})::text, 8, '0')`;
}
