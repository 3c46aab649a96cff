import { z } from 'zod';
import { findLogo } from '../../db/access/logos.ts';
import { findTenant } from '../../db/access/tenants.ts';
import type { AccountRow } from '../../db/accounts/accounts.ts';
import { findAccount } from '../../db/accounts/accounts.ts';
import { storeSlip } from '../../db/documents/document-entry.ts';
import { type DocumentWithPayer, findDocumentsWithPayer } from '../../db/documents/document-list.ts';
import { termsOf } from '../../db/documents/documents.ts';
import type { Slip } from '../../db/tables/documents.ts';
import type { PayerAddress } from '../../db/tables/payers.ts';
import { addDays, dateInSaoPaulo, toBrazilianDate } from '../../domain/calendar.ts';
import { type CollectionTerms, chargeValueCents } from '../../domain/collection-terms.ts';
import { formatReais } from '../../domain/money.ts';
import { formatTaxId } from '../../domain/tax-id.ts';
import { demandStatus } from '../documents/document-answer.ts';
import { byDocument, erpId, findNamed, isOne } from '../documents/document-reference.ts';
import { slipOf } from '../documents/document-slip.ts';
import { binaryFile } from '../http/answer.ts';
import { type AskingCall, defineRoute, type Finish } from '../http/define-route.ts';
import { binary, id } from '../http/fields.ts';
import { Problem } from '../problems/problem.ts';
import { writePdf, writeZip } from './boleto-file.ts';
import type { Boleto } from './boleto-page.ts';

const tag = 'Documents';
const readers = ['erp', 'operator', 'viewer'] as const;

/** Each boleto needs a call to Asaas, unless its slip is stored. */
const boletosMax = 100;

const chosen = z
  .strictObject({
    documentIds: z
      .string()
      .max(boletosMax * 37)
      .transform((list) => list.split(','))
      .pipe(z.array(id).min(1).max(boletosMax))
      .optional()
      .meta({ description: `Up to ${boletosMax}, separated by commas; in this order.` }),
    erpIds: z
      .union([erpId.transform((one) => [one]), z.array(erpId).min(1).max(boletosMax)])
      .optional()
      .meta({
        description: `Your own ids instead, up to ${boletosMax}: \`erpIds=CR-1&erpIds=CR-2\`; in this order.`,
      }),
  })
  .refine(({ documentIds, erpIds }) => isOne([documentIds, erpIds]), {
    params: { fault: 'either_or', values: { choices: 'documentIds, erpIds' } },
  });

const problems = [
  'not_found',
  'erp_id_unknown',
  'not_allowed_now',
  'amendment_under_way',
  'boleto_missing',
  'charge_unknown',
  'asaas_unavailable',
] as const;

const readBoleto = defineRoute({
  method: 'get',
  path: '/v1/documents/{id}/boleto.pdf',
  operationId: 'printBoleto',
  tag,
  summary: 'The boleto alone, as a PDF with the company’s mark',
  description: 'Always of the latest amendment: while one is on its way to Asaas the answer is 409.',
  roles: readers,
  mediaType: 'application/pdf',
  params: byDocument,
  answers: { 200: binary },
  problems,
  async askAsaas(call) {
    const { boletos, logo, keep } = await collect(call, { documentIds: [call.params.id] });
    const fileName = `boleto-${boletos[0]?.documentNumber}.pdf`;
    return keep(binaryFile(await writePdf(boletos, logo), fileName));
  },
});

const readMany = defineRoute({
  method: 'get',
  path: '/v1/boletos.pdf',
  operationId: 'printBoletos',
  tag,
  summary: 'Many boletos in one PDF, a page each',
  roles: readers,
  mediaType: 'application/pdf',
  query: chosen,
  answers: { 200: binary },
  problems,
  async askAsaas(call) {
    const { boletos, logo, keep } = await collect(call, call.query);
    return keep(binaryFile(await writePdf(boletos, logo), 'boletos.pdf'));
  },
});

const readZip = defineRoute({
  method: 'get',
  path: '/v1/boletos.zip',
  operationId: 'zipBoletos',
  tag,
  summary: 'Many boletos in one ZIP, a PDF each',
  roles: readers,
  mediaType: 'application/zip',
  query: chosen,
  answers: { 200: binary },
  problems,
  async askAsaas(call) {
    const { boletos, logo, keep } = await collect(call, call.query);
    return keep(binaryFile(await writeZip(boletos, logo), 'boletos.zip'));
  },
});

export const boletoRoutes = [readBoleto, readMany, readZip];

type AnyCall = Pick<
  AskingCall<undefined, undefined, undefined>,
  'asaas' | 'sealer' | 'inScope' | 'now' | 'caller'
>;

/**
 * Everything that the boletos show, and a function that stores the slips read for them. Throws 404 and 409, with the
 * document's number.
 */
async function collect(call: AnyCall, choice: Parameters<typeof findNamed>[1]) {
  const found = await call.inScope(async (scope) => {
    const named = await findNamed(scope, choice);
    const ids = named.flatMap(({ documentId }) => documentId ?? []);
    const rows = await findDocumentsWithPayer(scope, ids);
    const accounts = new Map<string, AccountRow>();
    for (const { account_id: accountId } of rows) {
      if (!accountId || accounts.has(accountId)) continue;
      const account = await findAccount(scope, accountId);
      if (account) accounts.set(accountId, account);
    }
    const tenant = await findTenant(scope, call.caller.tenantId);
    return { named, rows, accounts, tenant, logo: await findLogo(scope) };
  });
  const { named, rows, accounts, tenant, logo } = found;
  const boletos: Boleto[] = [];
  const fresh: [DocumentWithPayer, Slip][] = [];
  for (const { documentId, erpId } of named) {
    const document = rows.find((row) => row.id === documentId);
    if (!document && erpId !== null) throw new Problem('erp_id_unknown', { values: { erpId } });
    if (!document || !tenant) throw new Problem('not_found');
    const account = demandPrintable(document, accounts);
    const { slip, isNew } = await slipOf(call, document, account);
    if (isNew) fresh.push([document, slip]);
    if (!slip.digitableLine || !slip.barCode) {
      throw new Problem('boleto_missing', { values: { number: document.number } });
    }
    boletos.push(
      toBoleto(
        { ...slip, digitableLine: slip.digitableLine, barCode: slip.barCode },
        document,
        account,
        tenant,
      ),
    );
  }
  const keep =
    <Answer>(answer: Answer): Finish<Answer> =>
    async (scope) => {
      for (const [document, slip] of fresh) await storeSlip(scope, document, slip);
      return answer;
    };
  return { boletos, logo, keep };
}

function demandPrintable(document: DocumentWithPayer, accounts: Map<string, AccountRow>): AccountRow {
  demandStatus(document, 'print');
  if (document.version !== document.synced_version && document.refused_version !== document.version) {
    throw new Problem('amendment_under_way', {
      values: { number: document.number },
      headers: { 'retry-after': '5' },
    });
  }
  const account = accounts.get(document.account_id ?? '');
  if (!account) throw new Problem('not_found');
  return account;
}

function toBoleto(
  slip: Slip & { digitableLine: string; barCode: string },
  document: DocumentWithPayer,
  account: AccountRow,
  tenant: { name: string; tax_id: string },
): Boleto {
  const terms = document.synced_terms ?? termsOf(document, account.settings);
  return {
    beneficiary: { name: tenant.name, taxId: formatTaxId(tenant.tax_id) },
    agencyAndAccount: `${account.agency} / ${account.number}-${account.digit}`,
    payer: {
      name: document.payer_name,
      taxId: formatTaxId(document.payer_tax_id),
      address: addressLine(document.payer_address),
    },
    documentNumber: document.number,
    ourNumber: document.our_number ?? '',
    issuedOn: dateInSaoPaulo(document.registered_at ?? document.created_at),
    dueDate: terms.dueDate,
    principalCents: terms.amountCents + terms.additionCents,
    rebateCents: terms.rebateCents,
    chargedCents: chargeValueCents(terms),
    digitableLine: slip.digitableLine,
    barCode: slip.barCode,
    pix: slip.pix,
    instructions: instructionsOf(terms),
  };
}

function addressLine(address: PayerAddress | null): string {
  if (!address) return '';
  const { street, number, complement, district, postalCode } = address;
  return [
    [street, number].filter(Boolean).join(', '),
    complement,
    district,
    postalCode && `CEP ${postalCode}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What the payer saves by an early payment and owes after a late one, in words. */
function instructionsOf({ discount, fine, interest, dueDate, description }: CollectionTerms): string[] {
  const lines: string[] = [];
  if (discount) {
    const until = toBrazilianDate(addDays(dueDate, -discount.daysBeforeDue));
    const amount =
      discount.type === 'fixed' ? formatReais(discount.amountCents) : percentText(discount.percent);
    lines.push(`Até ${until}, conceder desconto de ${amount}.`);
  }
  if (fine) {
    const amount = fine.type === 'fixed' ? formatReais(fine.amountCents) : percentText(fine.percent);
    lines.push(`Após o vencimento, cobrar multa de ${amount}.`);
  }
  if (interest)
    lines.push(`Após o vencimento, cobrar juros de ${percentText(interest.percentPerMonth)} ao mês.`);
  return description ? [...lines, description] : lines;
}

function percentText(percent: number): string {
  return `${String(percent).replace('.', ',')}%`;
}
