import { v7 as uuid } from 'uuid';
import type { Booked, Entry } from '../../domain/booking.ts';
import type { SettlementSource } from '../../domain/settlement.ts';
import type { Scope } from '../database.ts';
import type { DocumentRow } from '../documents/documents.ts';

/** What is booked of one charge, oldest first. */
export function findBooked(scope: Scope, accountId: string, chargeId: string): Promise<Booked[]> {
  return scope
    .selectFrom('ledger_entries')
    .select(['cause', 'gross_cents as grossCents'])
    .where('account_id', '=', accountId)
    .where('charge_id', '=', chargeId)
    .orderBy('id')
    .execute();
}

/** Whether the document has booked money that was neither undone nor refunded. */
export async function isPaid(scope: Scope, documentId: string): Promise<boolean> {
  const { total } = await scope
    .selectFrom('ledger_entries')
    .select((entry) => entry.fn.sum<string | null>('gross_cents').as('total'))
    .where('document_id', '=', documentId)
    .executeTakeFirstOrThrow();
  return Number(total ?? 0) > 0;
}

/** Adds an entry. Throws on the unique key when the same cause of the same charge is already booked. */
export async function insertEntry(
  scope: Scope,
  document: DocumentRow,
  charge: { accountId: string; chargeId: string },
  entry: Entry,
  source: SettlementSource,
): Promise<void> {
  await scope
    .insertInto('ledger_entries')
    .values({
      id: uuid(),
      tenant_id: document.tenant_id,
      account_id: charge.accountId,
      document_id: document.id,
      charge_id: charge.chargeId,
      cause: entry.cause,
      gross_cents: entry.grossCents,
      fee_cents: entry.feeCents,
      net_cents: entry.netCents,
      face_cents: entry.faceCents,
      addition_cents: entry.additionCents,
      rebate_cents: entry.rebateCents,
      discount_cents: entry.discountCents,
      fine_cents: entry.fineCents,
      interest_and_fine_cents: entry.interestAndFineCents,
      difference_cents: entry.differenceCents,
      expected: entry.expected && JSON.stringify(entry.expected),
      paid_on: entry.paidOn,
      credited_on: entry.creditedOn,
      source,
    })
    .execute();
}

/** The source of the newest booked receipt of a charge; undefined when none is booked. */
export function findLastReceipt(
  scope: Scope,
  accountId: string,
  chargeId: string,
): Promise<{ source: SettlementSource } | undefined> {
  return scope
    .selectFrom('ledger_entries')
    .select('source')
    .where('account_id', '=', accountId)
    .where('charge_id', '=', chargeId)
    .where('gross_cents', '>', 0)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}
