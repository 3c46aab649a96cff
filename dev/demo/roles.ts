import type { BillingType } from '../../domain/collection-terms.ts';
import type { PaymentMethod } from './payers.ts';

/** What the choice looks at. `dueDate` is that of the export, before anything is amended. */
export interface Candidate {
  billingType: BillingType;
  dueDate: string;
}

export type Amending = 'discount' | 'addition' | 'dueDate';

export interface Roles<Document> {
  amended: { document: Document; what: Amending }[];
  cancelled: Document;
  paidInCash: Document;
  paid: { document: Document; method: PaymentMethod }[];
}

const amendings: readonly Amending[] = ['discount', 'addition', 'dueDate'];
const amendedCount = 12;

/** Has no factor in common with the habits below, so that of the amended documents too some pay and some do not. */
const amendedEvery = 19;

/** Of four documents in a row two are paid by boleto, one by Pix, one not at all. */
const habits: readonly (PaymentMethod | undefined)[] = ['boleto', 'pix', 'boleto', undefined];

/**
 * Who does what in the demo. It depends on the order of the documents alone, so the same file always tells the same
 * story. Documents due on the day of the export are left alone: a day later they are overdue.
 */
export function castRoles<Document extends Candidate>(
  documents: readonly Document[],
  exportDate: string,
): Roles<Document> {
  const players = documents.filter(({ dueDate }) => dueDate > exportDate);
  const [cancelled, paidInCash, ...others] = players;
  if (!cancelled || !paidInCash) throw new Error('There are too few registered documents to play with.');
  const amended = others.filter((_, at) => at % amendedEvery === 0).slice(0, amendedCount);
  return {
    cancelled,
    paidInCash,
    // One of three kinds, always.
    amended: amended.map((document, at) => ({ document, what: amendings[at % amendings.length]! })),
    paid: others.flatMap((document, at) => {
      const method = habits[at % habits.length];
      return method ? [{ document, method: document.billingType === 'PIX' ? 'pix' : method }] : [];
    }),
  };
}
