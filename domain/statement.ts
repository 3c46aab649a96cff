import type { CalendarDate } from './calendar.ts';

/** The kind of a line of the account's statement. */
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

/** One movement of an account's balance at Asaas, in centavos. Negative when money leaves. */
export interface StatementLine {
  lineId: string;
  date: CalendarDate;
  kind: LineKind;
  /** Asaas' own word, to show to a person. */
  providerType: string;
  amountCents: number;
  /** The balance after this line. */
  balanceCents: number;
  chargeId: string | null;
  description: string;
}

/** What our books say of one charge, in centavos: its ledger entries, added up by their effect on the balance. */
export interface BookedMoney {
  /** Gross amount of the payment at Asaas. Cash never passes through the account. */
  paymentCents: number;
  /** What Asaas took: positive. */
  feeCents: number;
  /** What was refunded: positive. */
  refundedCents: number;
}

/** What explains a line: our books, its kind alone, or nothing. */
export type Explanation = 'booked' | 'known_cost' | 'own_movement' | 'unexplained';

export interface ExplainedLine {
  lineId: string;
  explanation: Explanation;
  /** What our books say of all lines of this charge and kind together; null when they say nothing. */
  bookedCents: number | null;
}

/**
 * Explains the lines of one charge, or the lines without a charge. All lines of one charge and kind are explained
 * together: they are explained when their sum is what our books say. Otherwise none of them is. Each line shows what
 * the books say.
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

/** Kinds that our ledger does not have. Their kind alone explains them. */
const natures: Partial<Record<LineKind, Explanation>> = {
  notice_fee: 'known_cost',
  transfer: 'own_movement',
  transfer_fee: 'known_cost',
};

function expectedOf(kind: LineKind, booked: BookedMoney): number | null {
  if (kind === 'payment') return booked.paymentCents;
  if (kind === 'payment_fee') return -booked.feeCents;
  // A chargeback that was lost is booked as a refund; one that was won comes back as a line of its own.
  if (kind === 'refund' || kind === 'chargeback') return -booked.refundedCents;
  return null;
}
