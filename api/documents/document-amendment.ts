import { findAccount } from '../../db/accounts/accounts.ts';
import { enteredOf } from '../../db/documents/document-entry.ts';
import { dateInSaoPaulo } from '../../domain/calendar.ts';
import { withDefaults } from '../../domain/collection-terms.ts';
import { findTermFaults } from '../../domain/term-faults.ts';
import { okAtVersion } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { demandVersion } from '../http/if-match.ts';
import { toFaults } from '../problems/faults.ts';
import { Problem } from '../problems/problem.ts';
import { amend, amendedOf, changedFields } from './amend-documents.ts';
import { demandDocument, demandStatus, describeDocument, documentAnswer } from './document-answer.ts';
import { documentAmendment } from './document-fields.ts';
import { byDocument } from './document-reference.ts';

const amendDocument = defineRoute({
  method: 'patch',
  path: '/v1/documents/{id}',
  operationId: 'amendDocument',
  tag: 'Documents',
  summary: 'Amend a document: discount, rebate, addition, due date, fine, interest, amount, description',
  description:
    'What is left out stays, null takes a term away. A registered document is brought to its new version at Asaas by itself: `syncedVersion` follows `version`; a refusal is told by the flag and event `amendment_refused`.',
  roles: ['erp', 'operator'],
  params: byDocument,
  takesIfMatch: true,
  body: documentAmendment,
  answers: { 200: documentAnswer },
  problems: ['not_allowed_now', 'document_refused'],
  async handle({ params, body, ifMatch, caller, language, now }, scope) {
    const before = await demandDocument(scope, params.id);
    demandVersion(ifMatch, before.version);
    demandStatus(before, 'amend');
    const after = amendedOf(enteredOf(before), body);
    const dueDateIsNew = after.dueDate !== before.due_date;
    // With the defaults of the account that sent it: the terms that Asaas would get are judged.
    const account = before.account_id ? await findAccount(scope, before.account_id) : undefined;
    const terms = withDefaults(after, account?.settings);
    const findings = findTermFaults(terms, { today: dateInSaoPaulo(now()), dueDateIsNew });
    if (findings.length > 0) {
      throw new Problem('document_refused', toFaults(findings, language));
    }
    if (changedFields(enteredOf(before), after).length > 0)
      await amend(scope, [{ before, after, reason: body.reason }], caller.actor);
    const document = await describeDocument(scope, params.id, language);
    return okAtVersion(document, document.version);
  },
});

export const documentAmendmentRoutes = [amendDocument];
