import type { CalendarDate } from './calendar.ts';
import type { NoticeFees } from './notices.ts';

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

/** What notices about one charge may cost: Asaas' fees, and by which ways notices may have gone out. */
export interface NoticeCosts {
  fees: NoticeFees;
  /** E-mails or SMS. */
  messages: boolean;
  whatsapp: boolean;
}

/** What explains a line: our books, the fees that we know, its kind alone, or nothing. */
export type Explanation = 'booked' | 'known_cost' | 'own_movement' | 'unexplained';

export interface ExplainedLine {
  lineId: string;
  explanation: Explanation;
  /** What our books say of all lines of this charge that are explained together; null when they say nothing. */
  bookedCents: number | null;
}

/**
 * Explains the lines of one charge, or one line without a charge. All lines of one charge and kind are explained
 * together: they are explained when their sum is what we know of them. Otherwise none of them is. Each line shows what
 * we know. Refunds and chargebacks are one kind here, as in the ledger: a part may be refunded and the rest be taken
 * back by the payer's bank.
 */
export function explainLines(
  lines: readonly StatementLine[],
  booked: BookedMoney | null,
  notices: NoticeCosts,
): ExplainedLine[] {
  return lines.map((line) => explain(line, lines, booked, notices));
}

function explain(
  { lineId, kind, chargeId }: StatementLine,
  lines: readonly StatementLine[],
  booked: BookedMoney | null,
  notices: NoticeCosts,
): ExplainedLine {
  const byNature = natures[kind];
  if (byNature) return { lineId, explanation: byNature, bookedCents: null };
  const isAlike = (each: StatementLine) => each.kind === kind || (goesBack(each.kind) && goesBack(kind));
  const amounts = lines.filter(isAlike).map(({ amountCents }) => amountCents);
  const total = amounts.reduce((sum, each) => sum + each, 0);
  if (kind === 'notice_fee') {
    const expected = expectedNotices(amounts, notices);
    return { lineId, explanation: expected === total ? 'known_cost' : 'unexplained', bookedCents: expected };
  }
  const expected = booked && chargeId !== null ? expectedOf(kind, booked) : null;
  return { lineId, explanation: expected === total ? 'booked' : 'unexplained', bookedCents: expected };
}

/** Kinds of which we know no amount. Their kind alone explains them. */
const natures: Partial<Record<LineKind, Explanation>> = {
  transfer: 'own_movement',
  transfer_fee: 'known_cost',
};

/**
 * What so many lines should come to. All e-mails and SMS of a charge cost one fee, and each notice by WhatsApp one of its
 * own. A line that is no fee of WhatsApp stands for the messages; a second one, for a notice by WhatsApp.
 */
function expectedNotices(amounts: readonly number[], { fees, messages, whatsapp }: NoticeCosts): number {
  let areMessagesPaid = !messages;
  let expected = 0;
  for (const amount of amounts) {
    const isWhatsapp = whatsapp && (areMessagesPaid || amount === -fees.whatsappCents);
    if (isWhatsapp) expected -= fees.whatsappCents;
    else if (!areMessagesPaid) {
      expected -= fees.messagingCents;
      areMessagesPaid = true;
    }
  }
  return expected;
}

function expectedOf(kind: LineKind, booked: BookedMoney): number | null {
  if (kind === 'payment') return booked.paymentCents;
  if (kind === 'payment_fee') return -booked.feeCents;
  if (goesBack(kind)) return -booked.refundedCents;
  return null;
}

/** A chargeback that was lost is booked as a refund; one that was won comes back as a line of its own. */
function goesBack(kind: LineKind): boolean {
  return kind === 'refund' || kind === 'chargeback';
}
