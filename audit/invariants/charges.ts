import { sql } from 'kysely';
import type { Scope } from '../../db/database.ts';
import { chargeValueCents } from '../../domain/collection-terms.ts';
import type { DocumentStatus } from '../../domain/document-status.ts';
import { formatReais } from '../../domain/money.ts';
import type { Invariant, Offender } from '../invariant.ts';
import { type AttemptedDocument, readAttempts } from '../our-books.ts';
import type { ProviderCharge } from '../provider-book.ts';
import { rowsOf } from '../rows.ts';

/** A payer of such a document could pay twice. */
export const oneCharge: Invariant = {
  name: 'one_charge',
  sentence: 'A document has at most one live charge in the book of Asaas.',
  judgedBy: 'Asaas',
  async find({ scope, book }) {
    const chargesOf = byDocument(await ourLiveCharges(scope, book.charges));
    const offenders = [...chargesOf]
      .filter(([, charges]) => charges.length > 1)
      .map(([subject, charges]): Offender => {
        const ids = charges.map(({ charge }) => charge.chargeId).sort();
        return { subject, what: `live at Asaas: ${ids.join(', ')}` };
      });
    return { checked: chargesOf.size, offenders };
  },
};

/**
 * Otherwise a payer pays a charge that nobody expects. Of two live charges the invariant above tells, and of one that was
 * paid already `payments_booked`.
 */
export const knownCharges: Invariant = {
  name: 'known_charges',
  sentence: 'A charge of ours that waits for its payer is the one that its document has and stands for.',
  judgedBy: 'Asaas',
  async find({ scope, book }) {
    const single = [...byDocument(await ourLiveCharges(scope, book.charges)).values()]
      .filter((charges) => charges.length === 1)
      .flat();
    const offenders = single
      .filter(
        ({ charge, document }) => charge.waiting && !document.isUnderWay && !standsFor(document, charge),
      )
      .map(({ charge, document }) => ({
        subject: charge.chargeId,
        what: `its document ${document.documentId} is ${document.status} with ${document.chargeId ?? 'no charge'}`,
      }));
    return { checked: single.length, offenders };
  },
};

/** Otherwise a document waits for a payer who has nothing to pay. */
export const chargesStand: Invariant = {
  name: 'charges_stand',
  sentence: 'A document that waits for its payer has its charge in the book of Asaas.',
  judgedBy: 'Asaas',
  async find({ scope, book }) {
    const live = new Set(book.charges.filter((charge) => charge.live).map(({ chargeId }) => chargeId));
    const rows = await rowsOf(
      scope,
      sql<{ id: string; chargeId: string }>`
        select id, charge_id as "chargeId" from documents
        where status in ('registered', 'overdue', 'paid') and not flags ? 'charge_unknown'`,
    );
    const offenders = rows
      .filter(({ chargeId }) => !live.has(chargeId))
      .map(({ id, chargeId }) => ({ subject: id, what: `${chargeId} is not live at Asaas` }));
    return { checked: rows.length, offenders };
  },
};

/** A difference is allowed while it is listed for a person. */
export const termsAgree: Invariant = {
  name: 'terms_agree',
  sentence: 'A charge that waits asks for what its document asks for, or the difference is listed.',
  judgedBy: 'Asaas',
  async find({ scope, book }) {
    const ours = await ourLiveCharges(scope, book.charges);
    const waiting = ours.filter(
      ({ charge, document }) =>
        charge.waiting && document.chargeId === charge.chargeId && !document.isUnderWay,
    );
    const offenders = waiting
      .filter(({ document }) => !document.hasOpenDivergence)
      .flatMap(({ charge, document }) => {
        const difference = differenceOf(charge, document);
        return difference === null ? [] : [{ subject: document.documentId, what: difference }];
      });
    return { checked: waiting.length, offenders };
  },
};

interface OurCharge {
  charge: ProviderCharge;
  document: AttemptedDocument;
}

/** Statuses of a document that has no charge any more, or none yet. */
const withoutCharge: readonly DocumentStatus[] = ['pending', 'rejected', 'cancelled', 'refunded'];

function standsFor({ chargeId, status }: AttemptedDocument, charge: ProviderCharge): boolean {
  return chargeId === charge.chargeId && !withoutCharge.includes(status);
}

function byDocument(charges: readonly OurCharge[]): Map<string, OurCharge[]> {
  const chargesOf = new Map<string, OurCharge[]>();
  for (const each of charges) {
    const { documentId } = each.document;
    chargesOf.set(documentId, [...(chargesOf.get(documentId) ?? []), each]);
  }
  return chargesOf;
}

async function ourLiveCharges(scope: Scope, charges: readonly ProviderCharge[]): Promise<OurCharge[]> {
  const attempts = await readAttempts(scope);
  return charges.flatMap((charge) => {
    const document = charge.reference === null ? undefined : attempts.get(charge.reference);
    return charge.live && document ? [{ charge, document }] : [];
  });
}

function differenceOf(
  { valueCents, dueDate }: ProviderCharge,
  { syncedTerms }: AttemptedDocument,
): string | null {
  if (!syncedTerms) return 'nobody noted what Asaas was told';
  const ours = chargeValueCents(syncedTerms);
  if (ours !== valueCents) return `Asaas asks for ${formatReais(valueCents)}, we for ${formatReais(ours)}`;
  if (syncedTerms.dueDate === dueDate) return null;
  return `it is due on ${dueDate} at Asaas, on ${syncedTerms.dueDate} here`;
}
