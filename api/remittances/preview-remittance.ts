import { z } from 'zod';
import type { AccountRow } from '../../db/accounts/accounts.ts';
import type { Scope } from '../../db/database.ts';
import {
  type ChoiceCall,
  type Chosen,
  demandUsableAccount,
  idsLimitBytes,
  isSendable,
  judgeByFilter,
  judgeLate,
  judgeNamed,
  remittanceChoice,
} from '../documents/choose-documents.ts';
import { ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { faultAnswer, id, totals } from '../http/fields.ts';
import { toFault } from '../problems/faults.ts';

/** As many as a person reads. `faultCount` is the count of all. */
const faultsShownMax = 200;

const previewAnswer = totals
  .extend({
    sendable: totals,
    faultCount: z.int().meta({ description: 'Documents that cannot be sent.' }),
    faults: z
      .array(
        z.strictObject({
          documentId: id
            .nullable()
            .meta({ description: 'Null where an erpId of the call names no document.' }),
          erpId: z.string().nullable(),
          number: z.string().nullable(),
          errors: z.array(faultAnswer),
        }),
      )
      .meta({ description: `The first ${faultsShownMax} of them, each with all its faults.` }),
  })
  .meta({ id: 'RemittancePreview' });

export const previewRemittance = defineRoute({
  method: 'post',
  path: '/v1/remittances/preview',
  operationId: 'previewRemittance',
  tag: 'Remittances',
  summary: 'Judge what a remittance would take, and send nothing',
  description:
    'Takes the body of `POST /v1/remittances`: how many documents would go, how much they come to, and what keeps which from going. Stores nothing and needs no Idempotency-Key.',
  roles: ['erp', 'operator', 'viewer'],
  storesNothing: true,
  bodyLimitBytes: idsLimitBytes,
  body: remittanceChoice,
  answers: { 200: previewAnswer },
  problems: ['account_unusable', 'documents_not_sendable'],
  async handle(call, scope) {
    const account = await demandUsableAccount(call, scope);
    const { judged, late } = await judge(call, scope, account);
    const faulty = judged.filter((chosen) => !isSendable(chosen));
    const faultCount = faulty.length + late.count;
    const lateShown =
      late.count > 0 && faulty.length < faultsShownMax
        ? await judgeLate(call, scope, account, faultsShownMax - faulty.length)
        : [];
    const all = totalsOf(judged);
    return ok({
      count: all.count + late.count,
      amountCents: all.amountCents + late.amountCents,
      sendable: totalsOf(judged.filter(isSendable)),
      faultCount,
      faults: [...faulty, ...lateShown]
        .slice(0, faultsShownMax)
        .map((chosen) => toFaulty(chosen, call.language)),
    });
  },
});

async function judge(call: ChoiceCall, scope: Scope, account: AccountRow) {
  if (call.body.filter) return judgeByFilter(call, scope, account, { locked: false });
  const judged = await judgeNamed(call, scope, account, { locked: false });
  return { judged, late: { count: 0, amountCents: 0 } };
}

/** Only documents that exist. Each counts once, even when it was named twice. */
function totalsOf(chosen: readonly Chosen[]): z.output<typeof totals> {
  const rows = new Map(chosen.flatMap(({ row }) => (row ? [[row.id, row]] : [])));
  const amountCents = [...rows.values()].reduce(
    (sum, row) => sum + row.amount_cents + row.addition_cents - row.rebate_cents,
    0,
  );
  return { count: rows.size, amountCents };
}

function toFaulty({ documentId, erpId, row, findings }: Chosen, language: ChoiceCall['language']) {
  return {
    documentId,
    erpId: row?.erp_id ?? erpId,
    number: row?.number ?? null,
    errors: findings.map((finding) => toFault(finding, language)),
  };
}
