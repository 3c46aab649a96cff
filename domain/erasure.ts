import { addDays, type CalendarDate, latest } from './calendar.ts';
import { type DocumentFlag, type DocumentStatus, isOver } from './document-status.ts';

/**
 * For so many days after its end a document keeps its payer: refunds and chargebacks still come, and who paid must be
 * known then. As long as `REVERSAL_WINDOW` is by default.
 */
export const contestableDays = 90;

/**
 * What stays of an ended document is kept for five years: amounts, dates and ids, without the person (Código Tributário
 * Nacional, arts. 173 and 174; Código Civil, art. 206, § 5, I).
 */
export const claimYears = 5;

/** What an erasure is judged by. */
export interface ErasableDocument {
  number: string;
  status: DocumentStatus;
  /** When it was settled, cancelled or refunded; null while it was not. */
  endedOn: CalendarDate | null;
  flags: readonly DocumentFlag[];
}

export type ErasureObstacle =
  | { code: 'open_documents' | 'contested_documents'; numbers: string[]; until: null }
  | { code: 'recent_documents'; numbers: string[]; until: CalendarDate }
  | { code: 'recent_receipts'; numbers: string[]; until: CalendarDate };

/** Money that may still go back. */
const contested: readonly DocumentFlag[] = [
  'refund_requested',
  'chargeback_requested',
  'chargeback_in_dispute',
  'surplus_charge',
  'diverged',
];

/** Why a person cannot be erased today; empty when nothing keeps the person's data. */
export function findObstacles(
  documents: readonly ErasableDocument[],
  unassignedReceiptsPaidOn: readonly CalendarDate[],
  today: CalendarDate,
): ErasureObstacle[] {
  const open = documents.filter(({ status }) => !isOver(status) || status === 'paid');
  const over = documents.filter((document) => !open.includes(document));
  const disputed = over.filter(({ flags }) => flags.some((flag) => contested.includes(flag)));
  const recent = over.filter(({ endedOn }) => endedOn === null || contestableUntil(endedOn) > today);
  const receipts = unassignedReceiptsPaidOn.filter((paidOn) => contestableUntil(paidOn) > today);
  return [
    ...(open.length > 0 ? [{ code: 'open_documents' as const, ...named(open), until: null }] : []),
    ...(disputed.length > 0
      ? [{ code: 'contested_documents' as const, ...named(disputed), until: null }]
      : []),
    ...(recent.length > 0
      ? [
          {
            code: 'recent_documents' as const,
            ...named(recent),
            until: contestableUntil(latest(recent.map(({ endedOn }) => endedOn ?? today))),
          },
        ]
      : []),
    ...(receipts.length > 0
      ? [{ code: 'recent_receipts' as const, numbers: [], until: contestableUntil(latest(receipts)) }]
      : []),
  ];
}

/** Until when what stays of ended documents is kept; null without one. */
export function keptUntil(documents: readonly Pick<ErasableDocument, 'endedOn'>[]): CalendarDate | null {
  const ends = documents.flatMap(({ endedOn }) => endedOn ?? []);
  if (ends.length === 0) return null;
  const [year, ...rest] = latest(ends).split('-');
  // The 29th of February is the only day that another year may not have.
  const sameDay = [Number(year) + claimYears, ...rest].join('-');
  return sameDay.endsWith('-02-29') ? `${sameDay.slice(0, 4)}-03-01` : sameDay;
}

function contestableUntil(endedOn: CalendarDate): CalendarDate {
  return addDays(endedOn, contestableDays);
}

function named(documents: readonly ErasableDocument[]): { numbers: string[] } {
  return { numbers: documents.map(({ number }) => number) };
}
