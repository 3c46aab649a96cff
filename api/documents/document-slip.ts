import { z } from 'zod';
import { NotFound } from '../../asaas/errors.ts';
import type { AccountRow } from '../../db/accounts/accounts.ts';
import type { Scope } from '../../db/database.ts';
import { storeSlip } from '../../db/documents/document-entry.ts';
import type { DocumentRow } from '../../db/documents/documents.ts';
import type { Slip } from '../../db/tables/documents.ts';
import { connectionOf, demandAccount } from '../accounts/usable-account.ts';
import { ok } from '../http/answer.ts';
import { type AskingCall, defineRoute } from '../http/define-route.ts';
import { Problem } from '../problems/problem.ts';
import { demandDocument, demandStatus } from './document-answer.ts';
import { byDocument } from './document-reference.ts';

const slipAnswer = z
  .strictObject({
    bankSlipUrl: z.string().nullable().meta({ description: 'The PDF.' }),
    invoiceUrl: z.string().nullable(),
    digitableLine: z.string().nullable().meta({ description: 'Linha digitável.' }),
    barCode: z.string().nullable(),
    ourNumber: z.string().nullable().meta({ description: 'Nosso número.' }),
    pix: z
      .strictObject({
        payload: z.string().meta({ description: 'Copia e cola.' }),
        image: z.string().meta({ description: 'PNG, base64.' }),
        expiresAt: z.string().meta({ description: 'As Asaas writes it: São Paulo time, without a zone.' }),
      })
      .nullable(),
  })
  .meta({ id: 'Slip' });

const readSlip = defineRoute({
  method: 'get',
  path: '/v1/documents/{id}/boleto',
  operationId: 'getDocumentSlip',
  tag: 'Documents',
  summary: 'Read what the payer needs to pay: link, digitable line, Pix',
  description: 'Fetched from Asaas when asked for, and kept until the document is amended.',
  roles: ['erp', 'operator', 'viewer'],
  params: byDocument,
  answers: { 200: slipAnswer },
  problems: ['not_allowed_now', 'charge_unknown', 'asaas_unavailable'],
  async askAsaas(call) {
    const { document, account } = await call.inScope((scope) => findLiveCharge(scope, call.params.id));
    const { slip, isNew } = await slipOf(call, document, account);
    const answer = ok({
      bankSlipUrl: document.bank_slip_url,
      invoiceUrl: document.invoice_url,
      ourNumber: document.our_number,
      digitableLine: slip.digitableLine,
      barCode: slip.barCode,
      pix: slip.pix,
    });
    return async (scope) => {
      if (isNew) await storeSlip(scope, document, slip);
      return answer;
    };
  },
});

export const documentSlipRoutes = [readSlip];

/** Only a charge that waits for its payer can be paid. Throws 404 and 409. */
async function findLiveCharge(scope: Scope, documentId: string) {
  const document = await demandDocument(scope, documentId);
  demandStatus(document, 'print');
  // A live document has an account, because its charge was created with it.
  const account = await demandAccount(scope, document.account_id as string);
  return { document, account };
}

/** What is printed on a document's slip. `isNew`: it was read from Asaas now and should be stored. */
export async function slipOf(
  { asaas, sealer, now }: Pick<AskingCall<undefined, undefined, undefined>, 'asaas' | 'sealer' | 'now'>,
  document: DocumentRow,
  account: AccountRow,
): Promise<{ slip: Slip; isNew: boolean }> {
  if (document.slip && !hasExpired(document.slip, now())) return { slip: document.slip, isNew: false };
  const read = asaas.slips.read(connectionOf(sealer, account), document.charge_id as string);
  const slip = await read.catch((error: unknown) => {
    throw error instanceof NotFound ? new Problem('charge_unknown') : error;
  });
  // An account without Pix may answer with nothing. Then it is asked again next time.
  return { slip, isNew: (slip.digitableLine ?? slip.pix) !== null };
}

/**
 * A Pix code of an account without a Pix key is valid until the end of its day (Asaas reference 10.5), in São Paulo's
 * time.
 */
function hasExpired({ pix }: Slip, now: Date): boolean {
  return pix !== null && new Date(`${pix.expiresAt.replace(' ', 'T')}-03:00`) < now;
}
