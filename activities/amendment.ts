import { isBankDay } from '../asaas/bank-days.ts';
import { NotFound, Refused } from '../asaas/errors.ts';
import type { Scope } from '../db/database.ts';
import { keepDivergences } from '../db/divergences/divergences.ts';
import { findCharge, setAnsweredTerms } from '../db/documents/charges.ts';
import { tellErpOfDocument } from '../db/documents/document-events.ts';
import {
  type DocumentRow,
  findDocument,
  flagDocument,
  lockDocumentOrThrow,
  moveDocument,
  noteDivergence,
  termsOf,
  updateDocument,
} from '../db/documents/documents.ts';
import { isLiveDocument, type LiveDocument } from '../db/documents/live-document.ts';
import { keepSupersededTerms } from '../db/documents/superseded-terms.ts';
import { tellTimeline } from '../db/documents/timeline.ts';
import { asTenant } from '../db/tenancy.ts';
import { answeredAfter } from '../domain/answered-terms.ts';
import { type Charge, isWaiting } from '../domain/charge.ts';
import { differencesFrom } from '../domain/charge-difference.ts';
import type { ChargeError } from '../domain/charge-error.ts';
import type { CollectionTerms } from '../domain/collection-terms.ts';
import { termDivergences } from '../domain/divergence.ts';
import type { DocumentSnapshot } from '../domain/next-step.ts';
import { callAsaas, openAccount } from './account.ts';
import { noteAmendmentRefusal, overtakenCure } from './amendment-refusal.ts';
import { toChargeError } from './charge-error.ts';
import { customerOf } from './customer.ts';
import type { Dependencies, DocumentRef } from './dependencies.ts';
import { snapshotOf } from './snapshot.ts';

export const amendmentActivities = (deps: Dependencies) => ({
  /**
   * Amends the charge to the document's newest version in one call, even after many edits. Then reads the charge again,
   * because Asaas may answer 200 and change nothing (Asaas reference 3.6). May be repeated.
   */
  async amendCharge(ref: DocumentRef): Promise<DocumentSnapshot> {
    const document = await asTenant(deps.db, ref.tenantId, (scope) => findDocument(scope, ref.documentId));
    if (isLiveDocument(document) && document.version > document.synced_version) await amend(deps, document);
    return asTenant(deps.db, ref.tenantId, (scope) => snapshotOf(deps, scope, ref.documentId));
  },
});

/** Asaas' code for an action that the charge's status does not allow (Asaas reference 3.6). */
const notAmendable = 'invalid_action';

const gone = {
  message: 'A cobrança não existe mais no Asaas.',
  cure: 'Cancele o documento e envie-o novamente: uma nova cobrança nasce com a alteração.',
};

async function amend(deps: Dependencies, document: LiveDocument): Promise<void> {
  const { charge_id: chargeId, synced_terms: synced } = document;
  const account = await openAccount(deps, document.tenant_id, document.account_id, 'amend');
  const terms = termsOf(document, account.row.settings);
  const { connection } = account;
  try {
    await customerOf(deps, account, document.payer_id);
    await callAsaas(deps, account, () => deps.asaas.charges.amend(connection, chargeId, terms, synced), [
      Refused,
      NotFound,
    ]);
  } catch (error) {
    if (error instanceof NotFound) return recordRefusal(deps, document, gone);
    if (!(error instanceof Refused)) throw error;
    const refused = toChargeError(error, 'amendment');
    if (refused.code !== notAmendable) return recordRefusal(deps, document, refused);
    const charge = await callAsaas(deps, account, () => deps.asaas.charges.read(connection, chargeId));
    // The payer paid exactly the new terms. So an earlier try had arrived, its answer was lost, and the payer paid
    // then.
    const stands = (at: CollectionTerms) =>
      !charge.removed && differencesFrom(charge, at, synced, isBankDay).length === 0;
    const arrived = charge.paidOn !== null && stands(terms) && !stands(synced);
    if (arrived) return recordAmendment(deps, document, terms, synced, charge);
    return recordRefusal(deps, document, { ...refused, cure: charge.removed ? gone.cure : overtakenCure });
  }
  const charge = await callAsaas(deps, account, () => deps.asaas.charges.read(connection, chargeId));
  await recordAmendment(deps, document, terms, synced, charge);
}

async function recordAmendment(
  deps: Dependencies,
  sent: LiveDocument,
  terms: CollectionTerms,
  before: CollectionTerms,
  charge: Charge,
): Promise<void> {
  await asTenant(deps.db, sent.tenant_id, async (scope) => {
    const locked = await lockDocumentOrThrow(scope, sent.id);
    await keepSupersededTerms(scope, sent, { version: sent.synced_version, terms: before });
    const amended = await updateDocument(scope, sent.id, {
      synced_version: sent.version,
      synced_terms: JSON.stringify(terms),
      bank_slip_url: charge.bankSlipUrl,
      our_number: charge.ourNumber,
      slip: null,
    });
    await tellTimeline(scope, amended, 'charge.amended', 'remessa', {
      version: sent.version,
      before,
      after: terms,
    });
    const cleared = await flagDocument(scope, amended, 'amendment_refused', null);
    const checked = isWaiting(charge)
      ? await keepDifferences(scope, cleared, charge, { terms, synced: before })
      : await noteDivergence(scope, cleared, divergenceOf(charge, terms, before));
    const data = { syncedVersion: sent.version };
    await tellErpOfDocument(scope, checked, { type: 'document.amended', data });
    if (locked.status === 'overdue' && charge.status === 'awaiting') {
      await moveDocument(scope, checked, { event: 'due-date.extended', actor: 'remessa' });
    }
  });
}

/** Keeps in what the amended charge is not what it should be, and what it is measured by from now on. */
async function keepDifferences(
  scope: Scope,
  document: DocumentRow,
  charge: Charge,
  sent: { terms: CollectionTerms; synced: CollectionTerms },
): Promise<DocumentRow> {
  const { account_id: accountId } = document;
  const { chargeId } = charge;
  const answered = (await findCharge(scope, document.id, chargeId))?.answered_terms ?? null;
  await setAnsweredTerms(scope, document.id, chargeId, answeredAfter(charge, sent, answered));
  const found = termDivergences(charge, { wish: sent.terms, synced: sent.synced, answered });
  return keepDivergences(scope, document, { accountId: accountId as string, chargeId }, found);
}

/** What differs in a charge that waits for no payer, though Asaas answered that it changed it. Null for nothing. */
function divergenceOf(charge: Charge, terms: CollectionTerms, before: CollectionTerms): string | null {
  if (charge.removed) return 'A cobrança foi removida no Asaas.';
  const fields = differencesFrom(charge, terms, before, isBankDay);
  if (fields.length === 0) return null;
  return `O Asaas respondeu que alterou a cobrança, mas ela continua diferente em: ${fields.join(', ')}.`;
}

async function recordRefusal(
  deps: Dependencies,
  sent: DocumentRow,
  { message, cure }: Pick<ChargeError, 'message' | 'cure'>,
): Promise<void> {
  await asTenant(deps.db, sent.tenant_id, async (scope) => {
    await lockDocumentOrThrow(scope, sent.id);
    const reason = `O Asaas não aceitou a alteração: ${message}`;
    await noteAmendmentRefusal(scope, sent, sent.version, { reason, cure });
  });
}
