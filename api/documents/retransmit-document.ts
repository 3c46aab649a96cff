import { z } from 'zod';
import type { Scope } from '../../db/database.ts';
import { lockDocumentEntry } from '../../db/documents/document-entry.ts';
import type { DocumentRow } from '../../db/documents/documents.ts';
import { findWaitingRemittances } from '../../db/remittances/remittances.ts';
import { dateInSaoPaulo } from '../../domain/calendar.ts';
import { demandAccount, demandUsable } from '../accounts/usable-account.ts';
import { acceptedAtVersion } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { demandVersion } from '../http/if-match.ts';
import { type Finding, toFaults } from '../problems/faults.ts';
import { Problem } from '../problems/problem.ts';
import { transmitAgain } from '../remittances/transmit-again.ts';
import { type Correction, planCorrection, storeCorrection } from './correct-document.ts';
import { demandDocument, demandStatus, describeDocument, documentAnswer } from './document-answer.ts';
import { amendmentReason, documentChanges, payerChanges } from './document-fields.ts';
import { byDocument } from './document-reference.ts';
import { findSendingFaults } from './sendable-documents.ts';

export const retransmitDocument = defineRoute({
  method: 'post',
  path: '/v1/documents/{id}/retransmit',
  operationId: 'retransmitDocument',
  tag: 'Documents',
  summary: 'Correct a document and transmit it again, in one step',
  description:
    'A rejected document, or a cancelled one as a new charge. With `changes` (as in PATCH) or `payer` it is first brought to a new version; if anything is at fault every fault is named, nothing is stored and nothing sent. A document that never had a charge may get another `payer.taxId`. Clicked twice it goes once: the second answer is 409.',
  roles: ['erp', 'operator'],
  collects: true,
  params: byDocument,
  takesIfMatch: true,
  body: z
    .strictObject({
      changes: documentChanges.optional(),
      payer: payerChanges.optional(),
      reason: amendmentReason,
    })
    .meta({ id: 'Correction' }),
  answers: { 202: documentAnswer },
  problems: ['not_allowed_now', 'already_waiting', 'never_sent', 'account_unusable', 'document_refused'],
  async handle({ params, body, ifMatch, caller, language, now }, scope) {
    // Lock this before the document, as the entry of documents does. In another order the two could deadlock.
    if (body.payer) await lockDocumentEntry(scope, caller.tenantId);
    const document = await demandDocument(scope, params.id);
    demandVersion(ifMatch, document.version);
    const { accountId, remittanceId } = demandSentBefore(document);
    demandStatus(document, 'send');
    await demandNotWaiting(scope, document);
    const account = demandUsable(await demandAccount(scope, accountId));
    const plan = await planCorrection(scope, document, body);
    const rules = { account, today: dateInSaoPaulo(now()), waitingIn: new Map<string, string>() };
    const findings = [...plan.findings, ...findSendingFaults(plan.row, rules)];
    if (findings.length > 0) {
      const inTheBody = findings.map((finding) => inBody(finding, body));
      throw new Problem('document_refused', toFaults(inTheBody, language));
    }
    await storeCorrection(scope, plan, caller.actor);
    await transmitAgain(scope, remittanceId, [document], caller.actor);
    const answer = await describeDocument(scope, document.id, language);
    return acceptedAtVersion(answer, answer.version);
  },
});

function demandSentBefore(document: DocumentRow): { accountId: string; remittanceId: string } {
  const { account_id: accountId, remittance_id: remittanceId } = document;
  if (accountId === null || remittanceId === null) throw new Problem('never_sent');
  return { accountId, remittanceId };
}

/** On a second click, or when two people do the same, the caller learns that the document is already under way. */
async function demandNotWaiting(scope: Scope, document: DocumentRow): Promise<void> {
  const waitingIn = await findWaitingRemittances(scope, [document.id]);
  const remittanceId = waitingIn.get(document.id);
  if (remittanceId !== undefined) throw new Problem('already_waiting', { values: { remittanceId } });
}

/** If this call changes the field, the fault names the field of its body. */
function inBody(finding: Finding, { changes }: Correction): Finding {
  const [field] = finding.path;
  const isChanged = changes !== undefined && typeof field === 'string' && field in changes;
  return isChanged ? { ...finding, path: ['changes', ...finding.path] } : finding;
}
