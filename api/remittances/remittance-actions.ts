import { z } from 'zod';
import type { Scope } from '../../db/database.ts';
import { findAnsweredFor, lockRemittanceDocuments } from '../../db/remittances/remittances.ts';
import { dateInSaoPaulo } from '../../domain/calendar.ts';
import { isAllowed } from '../../domain/document-status.ts';
import { demandAccount, demandUsable } from '../accounts/usable-account.ts';
import { askCancellation } from '../documents/ask-cancellation.ts';
import { documentNames, idsLimitBytes, refusal } from '../documents/choose-documents.ts';
import { findNamed } from '../documents/document-reference.ts';
import { findSendingFaults } from '../documents/sendable-documents.ts';
import { accepted } from '../http/answer.ts';
import { type Call, defineRoute } from '../http/define-route.ts';
import { byId, text } from '../http/fields.ts';
import type { Finding } from '../problems/faults.ts';
import { Problem } from '../problems/problem.ts';
import { demandRemittance, describeRemittance, remittanceAnswer } from './remittance-answer.ts';
import { transmitAgain } from './transmit-again.ts';

const onRemittance = {
  method: 'post',
  tag: 'Remittances',
  roles: ['erp', 'operator'],
  params: byId,
  bodyLimitBytes: idsLimitBytes,
  answers: { 202: remittanceAnswer },
} as const;

/** The whole remittance, the documents of one cause, or chosen documents. Cause and choice can be combined. */
const part = {
  code: z.string().max(100).optional().meta({ description: 'Only what Asaas refused with this code.' }),
  documentIds: documentNames.documentIds.meta({ description: 'Only these rows.' }),
  erpIds: documentNames.erpIds.meta({ description: 'Only these rows, by your own ids.' }),
};

const retransmit = defineRoute({
  ...onRemittance,
  path: '/v1/remittances/{id}/retransmit',
  operationId: 'retransmitRemittance',
  summary: 'Transmit again what was rejected: all of it, all of one cause, or chosen rows',
  description: 'What still could not be sent (a due date that has passed) is left out and stays rejected.',
  collects: true,
  body: z.strictObject(part).meta({ id: 'RemittanceRetransmission' }),
  problems: ['account_unusable', 'nothing_to_send'],
  async handle(call, scope) {
    const { params, body, caller, now } = call;
    const remittance = await demandRemittance(scope, params.id);
    const account = demandUsable(await demandAccount(scope, remittance.account_id));
    const documentIds = await demandInRemittance(call, scope);
    const rules = { account, today: dateInSaoPaulo(now()), waitingIn: new Map<string, string>() };
    const documents = await lockRemittanceDocuments(scope, remittance.id, {
      code: body.code,
      documentIds,
      outcome: 'rejected',
    });
    const rejected = documents.filter((document) => findSendingFaults(document, rules).length === 0);
    if (rejected.length === 0) throw new Problem('nothing_to_send');
    await transmitAgain(scope, remittance.id, rejected, caller.actor);
    return accepted(await describeRemittance(scope, remittance.id));
  },
});

const cancel = defineRoute({
  ...onRemittance,
  path: '/v1/remittances/{id}/cancel',
  operationId: 'cancelRemittance',
  summary: 'Cancel what is not paid of a remittance: all of it, all of one cause, or chosen rows',
  body: z.strictObject({ reason: text(500), ...part }).meta({ id: 'RemittanceCancellation' }),
  async handle(call, scope) {
    const { params, body, caller, now } = call;
    const remittance = await demandRemittance(scope, params.id);
    const documentIds = await demandInRemittance(call, scope);
    const { reason, code } = body;
    const documents = await lockRemittanceDocuments(scope, remittance.id, { code, documentIds });
    const open = documents.filter(
      (document) => isAllowed(document.status, 'cancel') && !document.cancel_requested_at,
    );
    await askCancellation(scope, open, { reason, actor: caller.actor, at: now() });
    return accepted(await describeRemittance(scope, remittance.id));
  },
});

type PartCall = Pick<Call<typeof byId, undefined, undefined>, 'params' | 'language'> & {
  body: { documentIds?: string[] | undefined; erpIds?: string[] | undefined };
};

/**
 * Our ids of the chosen documents; undefined for all of them. Documents of another remittance are a mistake of the
 * caller. All of them are named, and nothing is done.
 */
async function demandInRemittance(call: PartCall, scope: Scope): Promise<string[] | undefined> {
  const { documentIds, erpIds } = call.body;
  if (!documentIds && !erpIds) return undefined;
  const named = await findNamed(scope, { documentIds, erpIds });
  const chosen = named.flatMap(({ documentId }) => documentId ?? []);
  const known = await findAnsweredFor(scope, call.params.id, chosen);
  const findings = named.flatMap(({ documentId, path }): Finding[] =>
    documentId !== null && known.has(documentId) ? [] : [{ path, code: 'not_in_remittance' }],
  );
  if (findings.length > 0) throw refusal('invalid_request', findings, call);
  return chosen;
}

export const remittanceActionRoutes = [retransmit, cancel];
