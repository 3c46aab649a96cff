import { sql } from 'kysely';
import { notificationId } from '../ids.ts';
import { notFound } from '../refusal.ts';
import type { Notification } from '../store/schema.ts';
import type { Entry } from './entry.ts';

/** What every new customer has, in the order of Asaas' own list. Nobody can add or remove one. */
const fixedSet = [
  { event: 'PAYMENT_RECEIVED', scheduleOffset: 0, emailEnabledForProvider: true },
  { event: 'PAYMENT_OVERDUE', scheduleOffset: 0, emailEnabledForProvider: true },
  { event: 'PAYMENT_DUEDATE_WARNING', scheduleOffset: 10, emailEnabledForProvider: false },
  { event: 'PAYMENT_DUEDATE_WARNING', scheduleOffset: 0, emailEnabledForProvider: false },
  { event: 'PAYMENT_CREATED', scheduleOffset: 0, emailEnabledForProvider: false },
  { event: 'PAYMENT_UPDATED', scheduleOffset: 0, emailEnabledForProvider: false },
  { event: 'SEND_LINHA_DIGITAVEL', scheduleOffset: 0, emailEnabledForProvider: false },
  { event: 'PAYMENT_OVERDUE', scheduleOffset: 7, emailEnabledForProvider: true },
];

export type NotificationChange = Partial<
  Pick<
    Notification,
    | 'scheduleOffset'
    | 'enabled'
    | 'emailEnabledForProvider'
    | 'smsEnabledForProvider'
    | 'emailEnabledForCustomer'
    | 'smsEnabledForCustomer'
    | 'phoneCallEnabledForCustomer'
    | 'whatsappEnabledForCustomer'
  >
>;

export async function insertNotifications(tx: Entry['tx'], customerId: string): Promise<void> {
  const { rows } = await sql<{ number: number }>`
    select nextval('notification_numbers') as number from generate_series(1, ${fixedSet.length})`.execute(tx);
  // One number was drawn for each.
  const values = fixedSet.map((each, at) => ({ ...each, id: notificationId(rows[at]!.number), customerId }));
  await tx.insertInto('notifications').values(values).execute();
}

export function findNotifications({ tx }: Entry, customerId: string): Promise<Notification[]> {
  return tx
    .selectFrom('notifications')
    .selectAll()
    .where('customerId', '=', customerId)
    .orderBy('seq')
    .execute();
}

/** One notification of the account's customers. Throws 404 for an unknown one. */
export async function findNotification({ tx }: Entry, accountId: string, id: string): Promise<Notification> {
  const found = await tx
    .selectFrom('notifications')
    .innerJoin('customers', 'customers.id', 'notifications.customerId')
    .selectAll('notifications')
    .where('notifications.id', '=', id)
    .where('customers.accountId', '=', accountId)
    .executeTakeFirst();
  if (!found) throw notFound();
  return found;
}

export function changeNotification(
  { tx }: Entry,
  id: string,
  change: NotificationChange,
): Promise<Notification> {
  return tx
    .updateTable('notifications')
    .set({ ...change, id }) // An empty change is allowed.
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** How many notices a customer gets by e-mail or SMS, and how many by WhatsApp. None when they are disabled. */
export async function countNotices(
  { tx }: Entry,
  customerId: string,
): Promise<{ byText: number; byWhatsapp: number }> {
  const { byText, byWhatsapp } = await tx
    .selectFrom('notifications')
    .innerJoin('customers', 'customers.id', 'notifications.customerId')
    .select([
      sql<number>`count(*) filter (where email_enabled_for_customer or sms_enabled_for_customer)`.as(
        'byText',
      ),
      sql<number>`count(*) filter (where whatsapp_enabled_for_customer)`.as('byWhatsapp'),
    ])
    .where('customers.id', '=', customerId)
    .where('notificationDisabled', '=', false)
    .where('enabled', '=', true)
    .executeTakeFirstOrThrow();
  return { byText: Number(byText), byWhatsapp: Number(byWhatsapp) };
}

/** The keys and their order follow the examples of Asaas' documentation. */
export function notificationObject(notification: Notification): Record<string, unknown> {
  const { id, customerId, enabled, event, scheduleOffset } = notification;
  return {
    object: 'notification',
    id,
    customer: customerId,
    enabled,
    emailEnabledForProvider: notification.emailEnabledForProvider,
    smsEnabledForProvider: notification.smsEnabledForProvider,
    emailEnabledForCustomer: notification.emailEnabledForCustomer,
    smsEnabledForCustomer: notification.smsEnabledForCustomer,
    phoneCallEnabledForCustomer: notification.phoneCallEnabledForCustomer,
    whatsappEnabledForCustomer: notification.whatsappEnabledForCustomer,
    event,
    scheduleOffset,
    deleted: false,
  };
}
