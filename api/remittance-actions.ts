import { z } from 'zod';
import { lockRemittanceDocuments } from '../db/remittances.ts';
import { dateInSaoPaulo } from '../domain/calendar.ts';
import { isAllowed } from '../domain/document-status.ts';
import { accepted } from './answer.ts';
import { askCancellation } from './ask-cancellation.ts';
import { defineRoute } from './define-route.ts';
import { demandAccount, demandUsable } from './demand-account.ts';
import { demandRemittance, describeRemittance } from './demand-remittance.ts';
import { byId, text } from './fields.ts';
import { Problem } from './problem.ts';
import { remittanceAnswer } from './remittance-answer.ts';
import { findSendingFaults } from './sendable-documents.ts';
import { transmitAgain } from './transmit-again.ts';

const onRemittance = {
  method: 'post',
  tag: 'Remittances',
  roles: ['erp', 'operator'],
  params: byId,
  answers: { 202: remittanceAnswer },
} as const;

const retransmit = defineRoute({
  ...onRemittance,
  path: '/v1/remittances/{id}/retransmit',
  summary: 'Transmit again what was rejected: all of it, or all of one cause',
  description: 'What still could not be sent (a due date that has passed) is left out and stays rejected.',
  collects: true,
  body: z
    .strictObject({ code: z.string().max(100).optional() })
    .meta({ id: 'RemittanceRetransmission', description: 'The code of Asaas’ refusal; all when left out.' }),
  problems: ['account_unusable', 'nothing_to_send'],
  async handle({ params, body, caller, now }, scope) {
    const remittance = await demandRemittance(scope, params.id);
    const account = demandUsable(await demandAccount(scope, remittance.account_id));
    const rules = { account, today: dateInSaoPaulo(now()), waitingIn: new Map<string, string>() };
    const documents = await lockRemittanceDocuments(scope, remittance.id, { ...body, outcome: 'rejected' });
    const rejected = documents.filter((document) => findSendingFaults(document, rules).length === 0);
    if (rejected.length === 0) throw new Problem('nothing_to_send');
    await transmitAgain(scope, remittance.id, rejected, caller.actor);
    return accepted(await describeRemittance(scope, remittance.id));
  },
});

const cancel = defineRoute({
  ...onRemittance,
  path: '/v1/remittances/{id}/cancel',
  summary: 'Cancel every document of a remittance that is not paid',
  body: z.strictObject({ reason: text(500) }).meta({ id: 'RemittanceCancellation' }),
  async handle({ params, body, caller, now }, scope) {
    const remittance = await demandRemittance(scope, params.id);
    const documents = await lockRemittanceDocuments(scope, remittance.id);
    const open = documents.filter(
      (document) => isAllowed(document.status, 'cancel') && !document.cancel_requested_at,
    );
    await askCancellation(scope, open, { reason: body.reason, actor: caller.actor, at: now() });
    return accepted(await describeRemittance(scope, remittance.id));
  },
});

export const remittanceActionRoutes = [retransmit, cancel];
