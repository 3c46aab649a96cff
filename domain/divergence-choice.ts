import { isAsked, type OptionalTerm, optionalTerms } from './answered-terms.ts';
import type { CalendarDate } from './calendar.ts';
import { isSameTerm } from './charge-difference.ts';
import { type CollectionTerms, chargeValueCents, type DefaultTerms } from './collection-terms.ts';
import {
  type Divergence,
  type DivergenceField,
  type DivergenceValue,
  type TermField,
  termFields,
  withTheirs,
} from './divergence.ts';
import { type DocumentStatus, isLive } from './document-status.ts';

/** Whose value stays. */
export type Take = 'ours' | 'asaas';

/** Why a value cannot be taken. */
export const takeObstacles = [
  'closed',
  'decided',
  'document_over',
  'payer_fixed',
  'status_follows_events',
  'remove_at_asaas',
  'due_date_past',
  'account_default',
  'outside_rules',
] as const;

export type TakeObstacle = (typeof takeObstacles)[number];

/** What decides whether a value can be taken. */
export interface TakeFacts {
  isClosed: boolean;
  /** A choice that is still being carried out. */
  isDecided: boolean;
  status: DocumentStatus;
  defaults: DefaultTerms;
  today: CalendarDate;
}

/** Why this value cannot be taken now; null when it can. */
export function takeObstacle(take: Take, divergence: Divergence, facts: TakeFacts): TakeObstacle | null {
  if (facts.isClosed) return 'closed';
  if (facts.isDecided) return 'decided';
  const { field } = divergence;
  if (!isTermField(field)) return withoutChoice[field];
  if (!isLive(facts.status)) return 'document_over';
  return take === 'ours' ? obstacleToOurs(divergence, facts) : obstacleToTheirs(divergence, field, facts);
}

/** No call to Asaas changes these, and we invent no payment: they close by themselves once both sides agree. */
const withoutChoice: Record<Exclude<DivergenceField, TermField>, TakeObstacle> = {
  payer: 'payer_fixed',
  status: 'status_follows_events',
  surplusCharge: 'remove_at_asaas',
};

function isTermField(field: DivergenceField): field is TermField {
  return (termFields as readonly DivergenceField[]).includes(field);
}

/** Asaas takes no due date that is over (Asaas reference 3.6). */
function obstacleToOurs({ field, ours }: Divergence, { today }: TakeFacts): TakeObstacle | null {
  return field === 'dueDate' && String(ours) < today ? 'due_date_past' : null;
}

/** A document that says nothing of a term has the account's default, so it cannot say "none" where there is one. */
function obstacleToTheirs(
  { theirs }: Divergence,
  field: TermField,
  { defaults }: TakeFacts,
): TakeObstacle | null {
  const isDefaulted = field === 'discount' || field === 'fine' || field === 'interest';
  return isDefaulted && theirs === null && defaults[field] ? 'account_default' : null;
}

/**
 * What a document becomes when our value is taken. A term that nobody asked for is the one that the charge was created
 * with, by the Asaas account's default: to be sent, it becomes the document's own.
 */
export function takeOurs<Terms extends CollectionTerms>(
  own: Terms,
  { field, ours }: Divergence,
  synced: CollectionTerms,
): Terms {
  const isOptional = (optionalTerms as readonly string[]).includes(field);
  if (!isOptional || ours === null || isAsked(field as OptionalTerm, own, synced)) return own;
  return { ...own, [field]: ours };
}

/** What a document becomes when Asaas' value is taken, and whether it then wishes what Asaas has. */
export function takeTheirs<Terms extends CollectionTerms>(own: Terms, divergence: Divergence): Terms {
  return { ...own, ...withTheirs(own, divergence) };
}

/** Whether two terms ask the same of a payer. */
export function isSameWish(one: CollectionTerms, other: CollectionTerms): boolean {
  const text = (value: DivergenceValue | null) => String(value ?? '');
  return (
    chargeValueCents(one) === chargeValueCents(other) &&
    one.dueDate === other.dueDate &&
    text(one.description) === text(other.description) &&
    (['discount', 'fine', 'interest'] as const).every((field) => isSameTerm(one[field], other[field]))
  );
}
