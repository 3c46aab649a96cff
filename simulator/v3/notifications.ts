import { findCustomer } from '../book/customers.ts';
import {
  changeNotification,
  findNotification,
  findNotifications,
  type NotificationChange,
  notificationObject,
} from '../book/notifications.ts';
import { invalidAction, notFound, refused } from '../refusal.ts';
import type { Notification } from '../store/schema.ts';
import type { Body, Call, Endpoint } from './call.ts';
import { readFlag } from './fields.ts';
import { listObject, readPage } from './paging.ts';

export const notificationEndpoints: Endpoint[] = [
  { method: 'GET', path: '/customers/{id}/notifications', handle: list },
  // Before the one with an id, which would take it.
  { method: 'PUT', path: '/notifications/batch', handle: updateBatch },
  { method: 'POST', path: '/notifications/batch', handle: updateBatch },
  { method: 'PUT', path: '/notifications/{id}', handle: update },
  { method: 'POST', path: '/notifications/{id}', handle: update },
];

const flags = [
  'enabled',
  'emailEnabledForProvider',
  'smsEnabledForProvider',
  'emailEnabledForCustomer',
  'smsEnabledForCustomer',
  'phoneCallEnabledForCustomer',
  'whatsappEnabledForCustomer',
] as const;

/** The days that Asaas' documentation allows. Other events happen when they happen. */
const offsets: Record<string, readonly number[]> = {
  PAYMENT_DUEDATE_WARNING: [0, 5, 10, 15, 30],
  PAYMENT_OVERDUE: [0, 1, 7, 15, 30],
};

async function list(call: Call): Promise<unknown> {
  const page = readPage(call);
  const customer = await findCustomer(call, call.account.id, call.params.id ?? '');
  const all = await findNotifications(call, customer.id);
  const shown = all.slice(page.offset, page.offset + page.limit);
  return listObject(page, all.length, shown.map(notificationObject));
}

async function update(call: Call): Promise<unknown> {
  const notification = await findNotification(call, call.account.id, call.params.id ?? '');
  const changed = await changeNotification(
    call,
    notification.id,
    await readChange(call, notification, call.body),
  );
  return notificationObject(changed);
}

/** All of one customer, or none: an id of another customer refuses the whole call. */
async function updateBatch(call: Call): Promise<unknown> {
  const { customer: customerId, notifications } = call.body;
  if (typeof customerId !== 'string' || customerId === '') {
    throw refused('invalid_customer', 'Customer inválido ou não informado.');
  }
  if (!Array.isArray(notifications)) {
    throw refused('invalid_notifications', 'O campo notifications deve ser informado.');
  }
  const customer = await findCustomer(call, call.account.id, customerId);
  const own = await findNotifications(call, customer.id);
  const changed: Notification[] = [];
  for (const wish of notifications as Body[]) {
    const notification = own.find(({ id }) => id === wish.id);
    if (!notification) throw notFound();
    changed.push(await changeNotification(call, notification.id, await readChange(call, notification, wish)));
  }
  return { notifications: changed.map(notificationObject) };
}

async function readChange(
  call: Call,
  { customerId, event }: Notification,
  wish: Body,
): Promise<NotificationChange> {
  const change: NotificationChange = {};
  for (const flag of flags) {
    const value = readFlag(wish, flag);
    if (value !== undefined) change[flag] = value;
  }
  if (change.phoneCallEnabledForCustomer) await demandPhone(call, customerId);
  const days = wish.scheduleOffset;
  if (days === undefined || days === null) return change;
  if (!(offsets[event] ?? [0]).some((allowed) => allowed === days)) {
    throw refused('invalid_scheduleOffset', 'O valor informado em scheduleOffset é inválido.');
  }
  return { ...change, scheduleOffset: Number(days) };
}

async function demandPhone(call: Call, customerId: string): Promise<void> {
  const { details } = await findCustomer(call, call.account.id, customerId);
  if (details.phone || details.mobilePhone) return;
  throw invalidAction('O cliente não possui telefone cadastrado.');
}
