import { type RawBuilder, sql } from 'kysely';
import { formatReais } from '../../domain/money.ts';
import type { Invariant } from '../invariant.ts';
import { placeOf, readLedger, readUnidentified } from '../our-books.ts';
import { findBySql, isIn } from '../rows.ts';

/** A payment that is not booked is money lost to the ERP. The ledger's unique key refuses a second booking. */
export const paymentsBooked: Invariant = {
  name: 'payments_booked',
  sentence: 'Each payment that Asaas received is booked, or kept as an unidentified receipt.',
  judgedBy: 'Asaas',
  async find({ scope, book }) {
    const [ledger, unidentified] = [await readLedger(scope), await readUnidentified(scope)];
    const paid = book.charges.filter(({ receivedCents }) => receivedCents > 0);
    const offenders = paid
      .filter((charge) => !ledger.has(placeOf(charge)) && !unidentified.has(placeOf(charge)))
      // What was not ours and went back is kept by nobody (decision of 2026-11-28).
      .filter(({ reference, live }) => reference !== null || live)
      .map(({ chargeId, receivedCents }) => ({
        subject: chargeId,
        what: `${formatReais(receivedCents)} are in no book of ours`,
      }));
    return { checked: paid.length, offenders };
  },
};

/** Otherwise the ERP was told of money that never came. */
export const bookingsBacked: Invariant = {
  name: 'bookings_backed',
  sentence: 'Each payment in the ledger was received by Asaas.',
  judgedBy: 'Asaas',
  async find({ scope, book }) {
    const received = new Set(book.charges.filter(({ receivedCents }) => receivedCents > 0).map(placeOf));
    const ledger = await readLedger(scope);
    const offenders = [...ledger.values()]
      .filter((booked) => !received.has(placeOf(booked)))
      .map(({ chargeId, paymentCents }) => ({
        subject: chargeId,
        what: `${formatReais(paymentCents)} are booked, and Asaas received nothing`,
      }));
    return { checked: ledger.size, offenders };
  },
};

/** Equal sums of each charge are equal sums of all. */
export const sumsEqual: Invariant = {
  name: 'sums_equal',
  sentence: 'Amount, fee and refunds of each payment are those of the book of Asaas, to the centavo.',
  judgedBy: 'Asaas',
  async find({ scope, book }) {
    const ledger = await readLedger(scope);
    const pairs = book.charges.flatMap((theirs) => {
      const ours = ledger.get(placeOf(theirs));
      return ours && theirs.receivedCents > 0 ? [{ theirs, ours }] : [];
    });
    const offenders = pairs.flatMap(({ theirs, ours }) => {
      const here = [ours.paymentCents, ours.feeCents, ours.refundedCents];
      const there = [theirs.receivedCents, theirs.feeCents, theirs.refundedCents];
      if (here.join() === there.join()) return [];
      const what = `amount, fee and refunds in centavos: ${here.join(', ')} here, ${there.join(', ')} at Asaas`;
      return [{ subject: theirs.chargeId, what }];
    });
    return { checked: pairs.length, offenders };
  },
};

export const settlementsBacked: Invariant = {
  name: 'settlements_backed',
  sentence: 'A settled document has a receipt in the ledger that was neither undone nor refunded.',
  judgedBy: 'documents',
  find({ scope, documents }) {
    return findBySql(scope, {
      count: sql`select count(*) as checked from documents where status = 'settled' and ${isIn(documents, sql`id`)}`,
      offenders: sql`
        select document.id as subject, 'settled without money' as what from documents document
        where status = 'settled' and ${isIn(documents, sql`document.id`)}
          and (select coalesce(sum(gross_cents), 0) from ledger_entries where document_id = document.id) <= 0`,
    });
  },
};

/** A receipt whose difference is none is made of its parts alone. */
export const receiptsAddUp: Invariant = {
  name: 'receipts_add_up',
  sentence:
    'The parts of a receipt add up to its amount, and its difference is to what was expected of its day.',
  judgedBy: 'documents',
  find({ scope, documents }) {
    return findBySql(scope, {
      count: sql`select count(*) as checked from ledger_entries where expected is not null and ${isIn(documents, sql`document_id`)}`,
      offenders: sql`
        select charge_id as subject, cause || ' of ' || gross_cents || ' centavos is not the sum of its parts' as what
        from ledger_entries where expected is not null and ${isIn(documents, sql`document_id`)} and (
          difference_cents <> gross_cents - (expected->>'amountCents')::bigint
          or fine_cents > interest_and_fine_cents
          or (difference_cents = 0 and interest_and_fine_cents = (expected->>'interestAndFineCents')::bigint
            and gross_cents <> face_cents + addition_cents - rebate_cents - discount_cents + interest_and_fine_cents))`,
    });
  },
};

/** The statement proves every centavo independently of charges and events. */
export const statementExplained: Invariant = {
  name: 'statement_explained',
  sentence: 'Each line of the statement is explained by our books, by the account’s notices or by its kind.',
  judgedBy: 'company',
  find({ scope, lateBefore }) {
    return findBySql(scope, {
      count: sql`select count(*) as checked from statement_lines`,
      offenders: sql`
        select line_id as subject, provider_type || ' of ' || amount_cents || ' centavos, ' ||
          coalesce(charge_id, 'of no charge') as what
        from statement_lines where explanation = 'unexplained' and read_at < ${lateBefore}`,
    });
  },
};

/** The other way round. It reads ledger and lines themselves, and not what the reconciliation kept of them. */
export const paymentsListed: Invariant = {
  name: 'payments_listed',
  sentence:
    'Each payment in the ledger is a line of the statement, three days after its credit at the latest.',
  judgedBy: 'documents',
  find({ scope, documents }) {
    const late = sql`
      ledger_entries entry
      join accounts account on account.id = entry.account_id
      join reconciliations reading on reading.account_id = entry.account_id
      where cause = 'payment' and ${isIn(documents, sql`document_id`)}
        and greatest(credited_on, ${dayOf(sql`entry.created_at`)}) < statement_through - 3
        and coalesce(credited_on, ${dayOf(sql`entry.created_at`)}) >= ${dayOf(sql`account.created_at`)}`;
    return findBySql(scope, {
      count: sql`select count(*) as checked from ${late}`,
      offenders: sql`
        select charge_id as subject, gross_cents || ' centavos credited on ' || coalesce(credited_on::text, 'no day') || ' are in no line' as what
        from ${late} and not exists (select from statement_lines line
          where line.account_id = entry.account_id and line.charge_id = entry.charge_id and line.kind = 'payment')`,
    });
  },
};

function dayOf(moment: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(${moment} at time zone 'America/Sao_Paulo')::date`;
}
