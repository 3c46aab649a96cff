import { z } from 'zod';
import type { Notice, NoticeKind, NoticesPolicy } from '../domain/notices.ts';
import type { Call, Connection } from './http.ts';
import { readPages } from './pages.ts';
import { pathSegment } from './path-segment.ts';

/** Asaas' id of each notice of one customer. A kind that Asaas did not list is left out. */
export type NoticeIds = Partial<Record<NoticeKind, string>>;

/**
 * The calls about the notices of one customer (docs/decisions.md, 2026-11-28: their shape). A key without the permission
 * for them is answered 403. All throw the classes of `errors.ts`.
 */
export function notices(call: Call) {
  return {
    /** Which notices a customer has. They are its own from its creation to its end. */
    async findIds(connection: Connection, customerId: string): Promise<NoticeIds> {
      const path = `/customers/${pathSegment(customerId)}/notifications`;
      const rows = await readPages(call, connection, path, {}, notification);
      return toNoticeIds(rows.filter(({ deleted }) => !deleted));
    },

    /** Sets all notices of a customer, with one call. May be repeated. */
    async set(
      connection: Connection,
      customerId: string,
      ids: NoticeIds,
      policy: NoticesPolicy,
    ): Promise<void> {
      const notifications = policy.flatMap((notice) => {
        const id = ids[notice.kind];
        return id === undefined ? [] : [{ id, ...onTheWire(notice) }];
      });
      const body = { customer: customerId, notifications };
      await call(connection, 'PUT', '/notifications/batch', z.looseObject({}), body);
    },
  };
}

const notification = z.looseObject({
  id: z.string().min(1),
  event: z.string(),
  scheduleOffset: z.number().nullish(),
  deleted: z.boolean().nullish(),
});

/** Two kinds share an event: the one of the day itself, and the one with days. */
const kindsOfEvents: Record<string, readonly NoticeKind[]> = {
  PAYMENT_CREATED: ['charge_created'],
  PAYMENT_UPDATED: ['charge_amended'],
  PAYMENT_DUEDATE_WARNING: ['on_due_date', 'before_due'],
  SEND_LINHA_DIGITAVEL: ['digitable_line'],
  PAYMENT_OVERDUE: ['overdue', 'still_overdue'],
  PAYMENT_RECEIVED: ['paid'],
};

/** Asaas says nothing of the order of its list, so the days tell them apart. Whoever changed days kept their order. */
function toNoticeIds(rows: readonly z.infer<typeof notification>[]): NoticeIds {
  const ids: NoticeIds = {};
  for (const [event, kinds] of Object.entries(kindsOfEvents)) {
    const ofTheEvent = rows
      .filter((row) => row.event === event)
      .sort((a, b) => (a.scheduleOffset ?? 0) - (b.scheduleOffset ?? 0) || a.id.localeCompare(b.id));
    for (const [at, kind] of kinds.entries()) {
      const row = ofTheEvent[at];
      if (row) ids[kind] = row.id;
    }
  }
  return ids;
}

/** What goes to the company itself (`...ForProvider`) is not sent, so it stays as somebody set it at Asaas. */
function onTheWire({ kind, days, channels }: Notice) {
  return {
    enabled: channels.length > 0,
    emailEnabledForCustomer: channels.includes('email'),
    smsEnabledForCustomer: channels.includes('sms'),
    whatsappEnabledForCustomer: channels.includes('whatsapp'),
    phoneCallEnabledForCustomer: false,
    ...(kind === 'on_due_date' || kind === 'overdue' ? { scheduleOffset: 0 } : {}),
    ...(days !== null ? { scheduleOffset: days } : {}),
  };
}
