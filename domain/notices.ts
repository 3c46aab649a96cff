/**
 * The notices that Asaas can send to a payer about a charge, in the order of a charge's life. Asaas fixes them: none can
 * be added (docs/decisions.md, 2026-11-28).
 */
export const noticeKinds = [
  'charge_created',
  'charge_amended',
  'before_due',
  'on_due_date',
  'digitable_line',
  'overdue',
  'still_overdue',
  'paid',
] as const;

export type NoticeKind = (typeof noticeKinds)[number];

/** How a notice goes to the payer. Voice and post are left out: they need a phone or an address that works. */
export const noticeChannels = ['email', 'sms', 'whatsapp'] as const;

export type NoticeChannel = (typeof noticeChannels)[number];

/** On which days a kind may go out, as Asaas allows: before the due date, or each so many days after it. */
export const noticeDays: Partial<Record<NoticeKind, { allowed: readonly number[]; standard: number }>> = {
  before_due: { allowed: [5, 10, 15, 30], standard: 10 },
  still_overdue: { allowed: [1, 7, 15, 30], standard: 7 },
};

/** One kind of notice, and how it goes out. Without a channel it does not. */
export interface Notice {
  kind: NoticeKind;
  /** Null for a kind that goes out on no day of its own. */
  days: number | null;
  channels: NoticeChannel[];
}

/** What an account wants of each kind: all kinds, in their order. */
export type NoticesPolicy = Notice[];

/** A wish may leave out kinds (they get no channel) and days (Asaas' own). */
export interface NoticeWish {
  kind: NoticeKind;
  days?: number | undefined;
  channels: readonly NoticeChannel[];
}

/** The whole policy that a wish without faults means. */
export function toPolicy(wishes: readonly NoticeWish[]): NoticesPolicy {
  return noticeKinds.map((kind) => {
    const wish = wishes.find((each) => each.kind === kind);
    return {
      kind,
      days: wish?.days ?? noticeDays[kind]?.standard ?? null,
      channels: noticeChannels.filter((channel) => wish?.channels.includes(channel)),
    };
  });
}

/** What Asaas sets up for a new payer: every kind, by e-mail and SMS. */
export const standardPolicy: NoticesPolicy = toPolicy(
  noticeKinds.map((kind) => ({ kind, channels: ['email', 'sms'] })),
);

/** Asaas is asked what notices cost at most so often. */
const feesFreshMs = 86_400_000;

/** Whether fees that were read then need not be asked for again. */
export function areFeesFresh(readAt: Date | null | undefined, now: Date): boolean {
  return !!readAt && now.getTime() - readAt.getTime() < feesFreshMs;
}

export interface NoticeFault {
  /** Which wish of the list. Null: the list as a whole. */
  at: number | null;
  field: 'kind' | 'days' | 'channels';
  code: 'notice_twice' | 'notice_without_days' | 'notice_days' | 'no_notice';
  values: Record<string, string>;
}

/** Everything that is wrong with a wish. */
export function findNoticeFaults(wishes: readonly NoticeWish[]): NoticeFault[] {
  const faults = wishes.flatMap((wish, at) => findFaultsOf(wish, at, wishes));
  const isSilent = wishes.every(({ channels }) => channels.length === 0);
  return isSilent ? [...faults, { at: null, field: 'channels', code: 'no_notice', values: {} }] : faults;
}

function findFaultsOf({ kind, days }: NoticeWish, at: number, all: readonly NoticeWish[]): NoticeFault[] {
  const faults: NoticeFault[] = [];
  if (all.findIndex((each) => each.kind === kind) < at)
    faults.push({ at, field: 'kind', code: 'notice_twice', values: { kind } });
  const allowed = noticeDays[kind]?.allowed;
  if (days !== undefined && !allowed)
    faults.push({ at, field: 'days', code: 'notice_without_days', values: { kind } });
  if (days !== undefined && allowed && !allowed.includes(days))
    faults.push({ at, field: 'days', code: 'notice_days', values: { kind, days: allowed.join(', ') } });
  return faults;
}

/** The same text for the same policy: what a payer was told is compared by it. */
export function policyKey(policy: NoticesPolicy): string {
  return policy
    .map(({ days, channels }) => `${days ?? ''}${channels.map((channel) => channel[0]).join('')}`)
    .join(',');
}

/** What Asaas takes for notices, in centavos. */
export interface NoticeFees {
  /** For all e-mails and SMS of one charge together. */
  messagingCents: number;
  /** For each notice by WhatsApp. */
  whatsappCents: number;
}

/** The fees that Asaas' documentation shows. They stand where Asaas does not say an account's own. */
export const publishedFees: NoticeFees = { messagingCents: 99, whatsappCents: 55 };

/**
 * What one document costs if each of its notices goes out once. `still_overdue` repeats until the document is paid, and
 * is counted once.
 */
export function priceOfNotices(policy: NoticesPolicy, fees: NoticeFees): number {
  const goesBy = (channel: NoticeChannel) =>
    policy.filter(({ channels }) => channels.includes(channel)).length;
  const hasMessages = goesBy('email') + goesBy('sms') > 0;
  return (hasMessages ? fees.messagingCents : 0) + goesBy('whatsapp') * fees.whatsappCents;
}
