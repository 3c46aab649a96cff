import type { CalendarDate } from './calendar.ts';

/** What kind of movement a line of the account's statement is. */
export const lineKinds = [
  'payment',
  'payment_fee',
  'refund',
  'chargeback',
  'notice_fee',
  'transfer',
  'transfer_fee',
  'other',
] as const;

export type LineKind = (typeof lineKinds)[number];

/** One movement of an account's balance at Asaas, in centavos; negative when money leaves. */
export interface StatementLine {
  lineId: string;
  date: CalendarDate;
  kind: LineKind;
  /** Asaas' own word for it, to show a person. */
  providerType: string;
  amountCents: number;
  /** What the account held after it. */
  balanceCents: number;
  chargeId: string | null;
  description: string;
}

/** What our books say of one charge, in centavos: entries of the ledger added up by what they mean for the balance. */
export interface BookedMoney {
  /** Gross of the payment at Asaas; cash never passes through the account. */
  paymentCents: number;
  /** Taken off by Asaas: positive. */
  feeCents: number;
  /** Given back: positive. */
  refundedCents: number;
}

/** How a line is explained: by our books, by what it is, or not. */
export type Explanation = 'booked' | 'known_cost' | 'own_movement' | 'unexplained';

export interface ExplainedLine {
  lineId: string;
  explanation: Explanation;
  /** What our books say of all lines of its charge and kind together; null where they have nothing to say. */
  bookedCents: number | null;
}

/**
 * Explains the lines of one charge, or those of no charge. The lines of a charge and kind are explained together: when
 * they add up to what our books say, all are, else none is, and each shows what the books say.
 */
export function explainLines(lines: readonly StatementLine[], booked: BookedMoney | null): ExplainedLine[] {
  return lines.map((line) => explain(line, lines, booked));
}

function explain(
  line: StatementLine,
  lines: readonly StatementLine[],
  booked: BookedMoney | null,
): ExplainedLine {
  const { lineId, kind } = line;
  const byNature = natures[kind];
  if (byNature) return { lineId, explanation: byNature, bookedCents: null };
  const expected = booked && line.chargeId !== null ? expectedOf(kind, booked) : null;
  const total = lines.filter((each) => each.kind === kind).reduce((sum, each) => sum + each.amountCents, 0);
  return { lineId, explanation: expected === total ? 'booked' : 'unexplained', bookedCents: expected };
}

/** Kinds that our ledger does not hold, and that need no more explanation than what they are. */
const natures: Partial<Record<LineKind, Explanation>> = {
  notice_fee: 'known_cost',
  transfer: 'own_movement',
  transfer_fee: 'known_cost',
};

function expectedOf(kind: LineKind, booked: BookedMoney): number | null {
  if (kind === 'payment') return booked.paymentCents;
  if (kind === 'payment_fee') return -booked.feeCents;
  if (kind === 'refund') return -booked.refundedCents;
  return null;
}
