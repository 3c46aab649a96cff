import { type SqlBool, sql } from 'kysely';
import type { Charge } from '../store/schema.ts';
import { changeCharge } from './charges.ts';
import type { Entry } from './entry.ts';
import { raise } from './events.ts';
import { settle } from './pay.ts';

/** The night before `entry.today`: confirmed boletos are credited, charges fall overdue, registrations lapse. */
export async function passDay(entry: Entry): Promise<void> {
  for (const charge of await creditedToday(entry)) await settle(entry, charge);
  for (const charge of await pastDue(entry)) await makeOverdue(entry, charge);
  for (const charge of await lapsedRegistrations(entry)) {
    const changed = await changeCharge(entry, charge, { registrationCancelled: true });
    await raise(entry, changed, 'PAYMENT_BANK_SLIP_CANCELLED');
  }
}

export async function makeOverdue(entry: Entry, charge: Charge): Promise<Charge> {
  const changed = await changeCharge(entry, charge, { status: 'OVERDUE' });
  await raise(entry, changed, 'PAYMENT_OVERDUE');
  return changed;
}

function creditedToday({ tx, today }: Entry): Promise<Charge[]> {
  return tx
    .selectFrom('charges')
    .selectAll()
    .where('status', '=', 'CONFIRMED')
    .where('creditDate', '<=', today)
    .orderBy('seq')
    .forUpdate()
    .execute();
}

function pastDue({ tx, today }: Entry): Promise<Charge[]> {
  return tx
    .selectFrom('charges')
    .selectAll()
    .where('status', '=', 'PENDING')
    .where('deleted', '=', false)
    .where('dueDate', '<', today)
    .orderBy('seq')
    .forUpdate()
    .execute();
}

function lapsedRegistrations({ tx, today }: Entry): Promise<Charge[]> {
  return tx
    .selectFrom('charges')
    .selectAll()
    .where('status', '=', 'OVERDUE')
    .where('deleted', '=', false)
    .where('billingType', '<>', 'PIX')
    .where('registrationCancelled', '=', false)
    .where(sql<SqlBool>`due_date + registration_cancellation_days < ${today}`)
    .orderBy('seq')
    .forUpdate()
    .execute();
}
