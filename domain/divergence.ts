import { type AnsweredTerms, isAsked } from './answered-terms.ts';
import { type Booked, type BookingDays, bookingOf } from './booking.ts';
import { addDays, type CalendarDate } from './calendar.ts';
import { type Charge, type Chargeback, type ChargeStatus, isWaiting } from './charge.ts';
import { isSameTerm } from './charge-difference.ts';
import { isChargebackNews } from './chargeback.ts';
import {
  type CollectionTerms,
  chargeValueCents,
  type DefaultTerms,
  type Discount,
  type Fine,
  type Interest,
} from './collection-terms.ts';
import { canHappen, type DocumentEvent, type DocumentStatus, isLive, isOver } from './document-status.ts';

/**
 * The terms in which a document and its charge can differ. `amountCents` is the charge's value: amount and addition, less
 * the rebate.
 */
export const termFields = ['amountCents', 'dueDate', 'discount', 'fine', 'interest', 'description'] as const;

export type TermField = (typeof termFields)[number];

/** In what a document and Asaas can differ. */
export const divergenceFields = [...termFields, 'payer', 'status', 'surplusCharge'] as const;

export type DivergenceField = (typeof divergenceFields)[number];

export type DivergenceValue = number | string | Discount | Fine | Interest;

/** One field in which both sides differ; null where a side has none. */
export interface Divergence {
  field: DivergenceField;
  ours: DivergenceValue | null;
  theirs: DivergenceValue | null;
}

/** The status of a charge together with its removal and its chargeback, which Asaas shows in fields of their own. */
export type StandingAtAsaas = ChargeStatus | 'removed' | `chargeback_${Chargeback}`;

/** What the document's workflow should have been told by a webhook. */
export type MissedSignal = 'paymentReceived' | 'paymentConfirmed' | 'chargeOverdue' | 'chargeChanged';

export interface MissedEvent extends Divergence {
  signal: MissedSignal;
}

/** What we know of a charge that Asaas shows. */
export interface OurSide {
  status: DocumentStatus;
  /** The document's charge now; one that was replaced; or one that only bears our reference. */
  standing: 'own' | 'former' | 'stray';
  /** What the ERP wishes, with the account's defaults. */
  wish: CollectionTerms;
  /** What Asaas was last told. */
  synced: CollectionTerms | null;
  /** What Asaas answered of the charge's optional terms; null when we do not know it. */
  answered: AnsweredTerms | null;
  /** The payer at Asaas now; null when we do not know one. */
  customerId: string | null;
  /** The payer that the charge was created with; null when we do not know it. Asaas may have a newer one for the same. */
  askedCustomerId: string | null;
  booked: readonly Booked[];
  /** How far the charge's chargeback is by our flags; null when they say nothing of one. */
  chargeback: Chargeback | null;
}

/** What a charge says beside our books: something that happened and was not told, or what a person must decide. */
export interface Judgement {
  missed: MissedEvent | null;
  divergences: Divergence[];
}

/**
 * Compares a charge, as Asaas shows it, with our side. What happened to it and is not in our books comes first: its
 * terms are compared once that is applied. Null when the charge proves nothing (a status that we do not know).
 */
export function judgeCharge(charge: Charge, ours: OurSide, days: BookingDays): Judgement | null {
  if (charge.status === 'unknown') return null;
  const missed = missedEvent(charge, ours, days);
  if (missed) return { missed, divergences: [] };
  if (ours.standing === 'stray') return { missed: null, divergences: [] };
  return { missed: null, divergences: divergencesOf(charge, ours) };
}

function missedEvent(charge: Charge, ours: OurSide, days: BookingDays): MissedEvent | null {
  const { status, standing } = ours;
  const { entries, events } = bookingOf(charge, ours.synced ?? ours.wish, ours.booked, days);
  const theirs: StandingAtAsaas = charge.removed ? 'removed' : charge.status;
  const moving = standing === 'own' ? events.filter((event) => moves(event, charge, ours, days.today)) : [];
  if (entries.length > 0) return { field: 'status', ours: status, theirs, signal: 'paymentReceived' };
  if (moving.length > 0) return { field: 'status', ours: status, theirs, signal: signalOf(moving) };
  if (isChargebackNews(charge, ours.chargeback)) {
    const stage: StandingAtAsaas = `chargeback_${charge.chargeback ?? 'reversed'}`;
    return { field: 'status', ours: status, theirs: stage, signal: 'chargeChanged' };
  }
  // The document's own step removes it, or leaves it to a person.
  if (standing === 'stray' && isWaiting(charge))
    return { field: 'surplusCharge', ours: null, theirs: charge.chargeId, signal: 'chargeChanged' };
  return null;
}

/**
 * A due date that passed is news only if it is the due date that we know, and a day late: until then the document's own
 * timer, or the webhook, is not late.
 */
function moves(
  event: DocumentEvent,
  charge: Charge,
  { status, wish, synced }: OurSide,
  today: CalendarDate,
): boolean {
  const isKnown = charge.dueDate === (synced ?? wish).dueDate;
  if (event === 'due-date.passed' && !(isKnown && addDays(charge.dueDate, 1) < today)) return false;
  return canHappen(status, event);
}

function signalOf(events: readonly DocumentEvent[]): MissedSignal {
  if (events.every((event) => event === 'payment.confirmed')) return 'paymentConfirmed';
  if (events.every((event) => event === 'due-date.passed')) return 'chargeOverdue';
  return 'chargeChanged';
}

function divergencesOf(charge: Charge, ours: OurSide): Divergence[] {
  if (!isWaiting(charge)) return [];
  if (ours.standing === 'former') return [{ field: 'surplusCharge', ours: null, theirs: charge.chargeId }];
  // Over here and to be paid there: no event leads from one to the other.
  if (isOver(ours.status)) return [{ field: 'status', ours: ours.status, theirs: charge.status }];
  if (!isLive(ours.status)) return [];
  return [...termDivergences(charge, ours), ...payerDivergence(charge, ours)];
}

/**
 * In which terms a charge that waits for its payer is not what it should be. A term that nobody here asked for, neither
 * now nor when Asaas was last told, should be what Asaas answered: that was the account's own default, or nothing. It is
 * left alone when that answer is not known.
 */
export function termDivergences(
  charge: Charge,
  { wish, synced, answered }: Pick<OurSide, 'wish' | 'synced' | 'answered'>,
): Divergence[] {
  const found: Divergence[] = [];
  if (charge.valueCents !== chargeValueCents(wish))
    found.push({ field: 'amountCents', ours: chargeValueCents(wish), theirs: charge.valueCents });
  if (charge.dueDate !== wish.dueDate)
    found.push({ field: 'dueDate', ours: wish.dueDate, theirs: charge.dueDate });
  const measure = answered ?? charge;
  for (const field of ['discount', 'fine', 'interest'] as const) {
    const ours = isAsked(field, wish, synced) ? wish[field] : measure[field];
    if (!isSameTerm(charge[field], ours)) found.push({ field, ours, theirs: charge[field] });
  }
  const ours = isAsked('description', wish, synced) ? wish.description : measure.description;
  if ((charge.description ?? '') !== (ours ?? ''))
    found.push({ field: 'description', ours, theirs: charge.description });
  return found;
}

function payerDivergence({ customerId }: Charge, ours: OurSide): Divergence[] {
  const isOurs = customerId === ours.customerId || customerId === ours.askedCustomerId;
  if (ours.customerId === null || isOurs) return [];
  return [{ field: 'payer', ours: ours.customerId, theirs: customerId }];
}

/** The terms that a document without own ones has, as Asaas was last told them. */
export function defaultsIn({ discount, fine, interest }: CollectionTerms): DefaultTerms {
  return { ...(discount && { discount }), ...(fine && { fine }), ...(interest && { interest }) };
}

/** The terms with Asaas' value in one field. Rebate and addition stay what they are as long as the value has room. */
export function withTheirs(terms: CollectionTerms, { field, theirs }: Divergence): CollectionTerms {
  if (field !== 'amountCents') return { ...terms, [field]: theirs };
  const valueCents = Number(theirs);
  const principalCents = valueCents + terms.rebateCents;
  const additionCents = principalCents > terms.additionCents ? terms.additionCents : 0;
  return { ...terms, amountCents: principalCents - additionCents, additionCents };
}
