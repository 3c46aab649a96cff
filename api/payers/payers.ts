import { z } from 'zod';
import { findAccount } from '../../db/accounts/accounts.ts';
import { keepChange } from '../../db/audit/keep-audit.ts';
import type { Scope } from '../../db/database.ts';
import {
  findPayerById,
  findPayers,
  lockPayer,
  type PayerRow,
  setDefaultAccount,
} from '../../db/payers/payers.ts';
import { ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { type Column, type Exported, moment, text } from '../http/export-columns.ts';
import { byId, id, taxId } from '../http/fields.ts';
import type { Language } from '../http/language.ts';
import { pageOf, pageQuery, readCursor, toPage } from '../http/pages.ts';
import { toFaults } from '../problems/faults.ts';
import { Problem } from '../problems/problem.ts';
import { knownPayer, toKnownPayer } from './known-payer.ts';

const tag = 'Payers';
const readers = ['erp', 'operator', 'viewer'] as const;

const columns: readonly Column<z.output<typeof knownPayer>>[] = [
  text('CPF/CNPJ', (payer) => payer.taxId),
  text('Nome', ({ name }) => name),
  text('E-mail', ({ email }) => email),
  text('Telefone', ({ phone }) => phone),
  text('Logradouro', ({ address }) => address?.street),
  text('Número', ({ address }) => address?.number),
  text('Complemento', ({ address }) => address?.complement),
  text('Bairro', ({ address }) => address?.district),
  text('CEP', ({ address }) => address?.postalCode),
  text('Conta padrão', ({ defaultAccountId }) => defaultAccountId),
  moment('Incluído em', ({ createdAt }) => createdAt),
];

const payerFile: Exported<z.output<typeof knownPayer>> = { fileName: 'pagadores', columns };

const listPayers = defineRoute({
  method: 'get',
  path: '/v1/payers',
  operationId: 'listPayers',
  tag,
  summary: 'List payers, in the order they were entered',
  roles: readers,
  query: z.strictObject({
    taxId: taxId.optional().meta({ description: 'One payer, by CPF or CNPJ.' }),
    defaultAccountId: id.optional(),
    q: z.string().min(1).max(200).optional().meta({
      description:
        'Found in the name, or at the beginning of the CPF or CNPJ. One or two characters find the beginning of the name.',
    }),
    ...pageQuery,
  }),
  answers: { 200: pageOf(knownPayer) },
  exportsAs: payerFile,
  async handle({ query: { limit, cursor, ...filter }, language }, scope) {
    const place = readCursor(cursor, z.tuple([id]), language);
    const rows = await findPayers(scope, filter, { afterId: place?.[0] ?? null, limit: limit + 1 });
    return ok(toPage(rows, limit, toKnownPayer, (row) => [row.id]));
  },
});

const readPayer = defineRoute({
  method: 'get',
  path: '/v1/payers/{id}',
  operationId: 'getPayer',
  tag,
  summary: 'Read a payer',
  roles: readers,
  params: byId,
  answers: { 200: knownPayer },
  async handle({ params }, scope) {
    const row = await findPayerById(scope, params.id);
    if (!row) throw new Problem('not_found');
    return ok(toKnownPayer(row));
  },
});

const changePayer = defineRoute({
  method: 'patch',
  path: '/v1/payers/{id}',
  operationId: 'changePayer',
  tag,
  summary: 'Give a payer a default account, or take it away',
  description:
    'Name, address and notices come with the payer’s documents. The default account is for rules that name none; whoever sends by hand says the account.',
  roles: ['erp', 'operator'],
  params: byId,
  body: z.strictObject({ defaultAccountId: id.nullable() }).meta({ id: 'KnownPayerChanges' }),
  answers: { 200: knownPayer },
  async handle({ params, body, caller: { tenantId, actor }, language }, scope) {
    const before = await lockPayer(scope, params.id);
    if (!before) throw new Problem('not_found');
    if (body.defaultAccountId)
      await demandOwnAccount(scope, body.defaultAccountId, 'defaultAccountId', language);
    const after = await setDefaultAccount(scope, before.id, body.defaultAccountId);
    const audited = { tenantId, actor, action: 'payer.changed', resourceId: before.id } as const;
    await keepChange(scope, audited, configurationOf(before), configurationOf(after));
    return ok(toKnownPayer(after));
  },
});

export const payerRoutes = [listPayers, readPayer, changePayer];

/** Throws 400 when the company has no account of this id. */
export async function demandOwnAccount(
  scope: Scope,
  accountId: string,
  field: string,
  language: Language,
): Promise<void> {
  if (await findAccount(scope, accountId)) return;
  throw new Problem('invalid_request', toFaults([{ path: [field], code: 'not_found' }], language));
}

/** What the audit keeps of a payer. Name and address are data: the documents' timelines have their changes. */
function configurationOf({ default_account_id: defaultAccountId }: PayerRow) {
  return { defaultAccountId };
}
