import { NotFound, Refused } from '../asaas/errors.ts';
import {
  type DocumentRow,
  findDocument,
  flagDocument,
  lockDocument,
  moveDocument,
  tellErpOfDocument,
  termsOf,
  updateDocument,
} from '../db/documents.ts';
import { asTenant } from '../db/tenancy.ts';
import { tellTimeline } from '../db/timeline.ts';
import type { Charge } from '../domain/charge.ts';
import { type CollectionTerms, chargeValueCents } from '../domain/collection-terms.ts';
import { isLive } from '../domain/document-status.ts';
import type { DocumentSnapshot } from '../domain/next-step.ts';
import { callAsaas, openAccount } from './account.ts';
import { toChargeError } from './charge-error.ts';
import { customerOf } from './customer.ts';
import type { Dependencies, DocumentRef } from './dependencies.ts';
import { snapshotOf } from './snapshot.ts';

export const amendmentActivities = (deps: Dependencies) => ({
  /**
   * Brings the charge to the document's newest version, however many edits lie between, then reads it back: Asaas may
   * answer 200 to what changed nothing (Asaas reference 3.6). May be repeated.
   */
  async amendCharge(ref: DocumentRef): Promise<DocumentSnapshot> {
    const document = await asTenant(deps.db, ref.tenantId, (scope) => findDocument(scope, ref.documentId));
    if (isLive(document.status) && document.version > document.synced_version) await amend(deps, document);
    return asTenant(deps.db, ref.tenantId, (scope) => snapshotOf(deps, scope, ref.documentId));
  },
});

async function amend(deps: Dependencies, document: DocumentRow): Promise<void> {
  const { charge_id: chargeId, synced_terms: synced } = document;
  if (!chargeId || !synced) throw new Error(`Document ${document.id} is live without a charge`);
  const account = await openAccount(deps, document.tenant_id, document.account_id, 'amend');
  const terms = termsOf(document, account.row.settings);
  try {
    await customerOf(deps, account, document.payer_id);
    await callAsaas(
      deps,
      account,
      () => deps.asaas.charges.amend(account.connection, chargeId, terms, synced),
      [Refused, NotFound],
    );
  } catch (error) {
    if (error instanceof Refused) return recordRefusal(deps, document, toChargeError(error).message);
    if (error instanceof NotFound)
      return recordRefusal(deps, document, 'A cobrança não existe mais no Asaas.');
    throw error;
  }
  const charge = await callAsaas(deps, account, () => deps.asaas.charges.read(account.connection, chargeId));
  await recordAmendment(deps, document, terms, synced, charge);
}

async function recordAmendment(
  deps: Dependencies,
  sent: DocumentRow,
  terms: CollectionTerms,
  before: CollectionTerms,
  charge: Charge,
): Promise<void> {
  const agrees = charge.valueCents === chargeValueCents(terms) && charge.dueDate === terms.dueDate;
  await asTenant(deps.db, sent.tenant_id, async (scope) => {
    const locked = await lockDocument(scope, sent.id);
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
    const reason =
      'O Asaas respondeu que alterou a cobrança, mas ela continua com outro valor ou vencimento.';
    const cleared = await flagDocument(scope, amended, 'amendment_refused', null);
    const checked = await flagDocument(scope, cleared, 'diverged', agrees ? null : { reason });
    await tellErpOfDocument(scope, checked, 'document.amended', { syncedVersion: sent.version });
    if (locked.status === 'overdue' && charge.status === 'awaiting') {
      await moveDocument(scope, checked, { event: 'due-date.extended', actor: 'remessa' });
    }
  });
}

/** The loser of a race with a payment, or an edit Asaas does not take, is explained and told, never silent. */
async function recordRefusal(deps: Dependencies, sent: DocumentRow, asaasWords: string): Promise<void> {
  await asTenant(deps.db, sent.tenant_id, async (scope) => {
    await lockDocument(scope, sent.id);
    const refused = await updateDocument(scope, sent.id, { refused_version: sent.version });
    const reason = `O Asaas não aceitou a alteração: ${asaasWords}`;
    const flagged = await flagDocument(scope, refused, 'amendment_refused', { reason });
    await tellTimeline(scope, flagged, 'amendment.refused', 'asaas', { version: sent.version, reason });
    await tellErpOfDocument(scope, flagged, 'document.amendment_refused', {
      refusedVersion: sent.version,
      reason,
    });
  });
}
