import { z } from 'zod';
import type { AccountRow } from '../../db/accounts/accounts.ts';
import type { Scope } from '../../db/database.ts';
import type { DocumentRow } from '../../db/documents/documents.ts';
import { findRemittanceCounts } from '../../db/remittances/remittance-counts.ts';
import { sendDocuments } from '../../db/remittances/send-documents.ts';
import {
  type ChoiceCall,
  demandUsableAccount,
  documentsMax,
  idsLimitBytes,
  isSendable,
  judgeByFilter,
  judgeNamed,
  refusal,
  remittanceChoice,
} from '../documents/choose-documents.ts';
import { accepted } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { Problem } from '../problems/problem.ts';
import { remittanceAnswer, toRemittanceAnswer } from './remittance-answer.ts';

const sentAnswer = remittanceAnswer
  .extend({
    leftOut: z
      .int()
      .meta({ description: 'Documents that fit the filter and cannot be sent: see the preview for why.' }),
  })
  .meta({ id: 'SentRemittance' });

export const sendRemittance = defineRoute({
  method: 'post',
  path: '/v1/remittances',
  operationId: 'sendRemittance',
  tag: 'Remittances',
  summary: 'Send documents to collection',
  description: `Up to ${documentsMax} documents: either \`documentIds\` or your own \`erpIds\` (if one cannot be sent nothing is, and every fault is named) or a \`filter\` (those that cannot be sent are left out and counted in \`leftOut\`). The answer comes at once; each document is registered by itself, follow \`counts\` or the events.`,
  roles: ['erp', 'operator'],
  collects: true,
  bodyLimitBytes: idsLimitBytes,
  body: remittanceChoice,
  answers: { 202: sentAnswer },
  problems: ['account_unusable', 'documents_not_sendable', 'nothing_to_send'],
  async handle(call, scope) {
    const account = await demandUsableAccount(call, scope);
    const { documents, leftOut } = call.body.filter
      ? await chooseByFilter(call, scope, account)
      : await chooseNamed(call, scope, account);
    const { tenantId, actor } = call.caller;
    const documentIds = documents.map((document) => document.id);
    const sending = { tenantId, accountId: account.id, documentIds, actor, rule: null };
    const row = await sendDocuments(scope, sending);
    const countsOf = await findRemittanceCounts(scope, [row.id]);
    return accepted({ ...toRemittanceAnswer(row, countsOf(row.id)), leftOut });
  },
});

interface Choice {
  documents: DocumentRow[];
  leftOut: number;
}

/** All or none: a caller who names documents one by one wants to know each one that cannot be sent. */
async function chooseNamed(call: ChoiceCall, scope: Scope, account: AccountRow): Promise<Choice> {
  const judged = await judgeNamed(call, scope, account, { locked: true });
  const findings = judged.flatMap((chosen) => chosen.findings);
  if (findings.length > 0) throw refusal('documents_not_sendable', findings, call);
  return { documents: judged.filter(isSendable).map((chosen) => chosen.row), leftOut: 0 };
}

async function chooseByFilter(call: ChoiceCall, scope: Scope, account: AccountRow): Promise<Choice> {
  const { judged, late } = await judgeByFilter(call, scope, account, { locked: true });
  const documents = judged.filter(isSendable).map((chosen) => chosen.row);
  if (documents.length === 0) throw new Problem('nothing_to_send');
  return { documents, leftOut: judged.length - documents.length + late.count };
}
