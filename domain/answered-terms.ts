import type { Charge } from './charge.ts';
import type { CollectionTerms } from './collection-terms.ts';

/** The terms that a document need not have: the defaults of the Asaas account apply to those that are not sent. */
export const optionalTerms = ['discount', 'fine', 'interest', 'description'] as const;

export type OptionalTerm = (typeof optionalTerms)[number];

/** What a charge had of the optional terms when Asaas answered. */
export type AnsweredTerms = Pick<Charge, OptionalTerm>;

/** The optional terms of a charge that was just created or found. */
export function answeredBy({ discount, fine, interest, description }: Charge): AnsweredTerms {
  return { discount, fine, interest, description };
}

/** Whether a term was sent to Asaas: the document has it, or had it when Asaas was last told and it is taken back. */
export function isAsked(field: OptionalTerm, wish: CollectionTerms, synced: CollectionTerms | null): boolean {
  return wish[field] !== null || (synced?.[field] ?? null) !== null;
}

/**
 * What an amended charge is measured by from now on: what Asaas answers of the terms that were sent, and of the others
 * what it answered before. Else an amendment of the due date would make somebody's edit of the fine look like a default.
 */
export function answeredAfter(
  charge: Charge,
  sent: { terms: CollectionTerms; synced: CollectionTerms },
  before: AnsweredTerms | null,
): AnsweredTerms {
  const now = answeredBy(charge);
  if (!before) return now;
  const sentFields = optionalTerms.filter((field) => isAsked(field, sent.terms, sent.synced));
  return { ...before, ...Object.fromEntries(sentFields.map((field) => [field, now[field]])) };
}
