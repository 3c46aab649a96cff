import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import { showCharges } from '../book/charges.ts';
import { isDay } from '../calendar.ts';
import { refused } from '../refusal.ts';
import type { Schema } from '../store/schema.ts';
import type { Call } from './call.ts';
import { listObject, readPage } from './paging.ts';

type Condition = (row: ExpressionBuilder<Schema, 'charges'>) => Expression<SqlBool>;

/** Charges of the account, newest first. A parameter nobody knows is ignored, as at Asaas. */
export async function listCharges(call: Call): Promise<unknown> {
  const page = readPage(call);
  const conditions = [...walls(call), ...filters(call)];
  const matching = call.tx
    .selectFrom('charges')
    .where((row) => row.and(conditions.map((condition) => condition(row))));
  const { count } = await matching
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const charges = await matching
    .selectAll()
    .orderBy('seq', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return listObject(page, count, await showCharges(call, charges));
}

/** What no filter opens: other accounts, removed charges, charges that a fault keeps from look-ups. */
function walls({ account, behaviour, fault, query, at }: Call): Condition[] {
  const lagMs = query.externalReference ? (fault.lookupLagMs ?? 0) : 0;
  return [
    (row) => row('accountId', '=', account.id),
    ...(behaviour.deletedInLists === 'hidden'
      ? ([(row) => row('deleted', '=', false)] satisfies Condition[])
      : []),
    ...(lagMs > 0
      ? ([(row) => row('createdAt', '<=', new Date(at.getTime() - lagMs))] satisfies Condition[])
      : []),
  ];
}

function filters({ query, fault }: Call): Condition[] {
  return Object.entries(query).flatMap(([name, value]) => {
    if (value === '') return [];
    if (name === 'externalReference' && fault.ignoreFilters) return [];
    const condition = knownFilters[name]?.(value, name);
    return condition ? [condition] : [];
  });
}

const knownFilters: Record<string, (value: string, name: string) => Condition> = {
  customer: (value) => (row) => row('customerId', '=', value),
  customerGroupName: (value) => (row) =>
    row(
      'customerId',
      'in',
      row.selectFrom('customers').select('customers.id').where('customers.groupName', '=', value),
    ),
  billingType: (value) => (row) => row('billingType', '=', value as 'BOLETO'),
  status: (value) => (row) => row('status', '=', value as 'PENDING'),
  externalReference: (value) => (row) => row('externalReference', '=', value),
  paymentDate: (value, name) => onDay('paymentDate', '=', value, name),
  estimatedCreditDate: (value, name) => onDay('creditDate', '=', value, name),
  'dateCreated[ge]': (value, name) => onDay('dateCreated', '>=', value, name),
  'dateCreated[le]': (value, name) => onDay('dateCreated', '<=', value, name),
  'paymentDate[ge]': (value, name) => onDay('paymentDate', '>=', value, name),
  'paymentDate[le]': (value, name) => onDay('paymentDate', '<=', value, name),
  'estimatedCreditDate[ge]': (value, name) => onDay('creditDate', '>=', value, name),
  'estimatedCreditDate[le]': (value, name) => onDay('creditDate', '<=', value, name),
  'dueDate[ge]': (value, name) => onDay('dueDate', '>=', value, name),
  'dueDate[le]': (value, name) => onDay('dueDate', '<=', value, name),
  // The simulator knows no subscriptions, instalments, static codes, invoices, users or anticipation.
  subscription: () => nothing,
  installment: () => nothing,
  pixQrCodeId: () => nothing,
  invoiceStatus: () => nothing,
  user: () => nothing,
  anticipated: (value) => (value === 'true' ? nothing : everything),
  anticipable: (value) => (value === 'true' ? nothing : everything),
};

const nothing: Condition = () => sql<SqlBool>`false`;
const everything: Condition = () => sql<SqlBool>`true`;

function onDay(
  column: 'dateCreated' | 'paymentDate' | 'creditDate' | 'dueDate',
  comparison: '=' | '>=' | '<=',
  value: string,
  name: string,
): Condition {
  if (!isDay(value)) throw refused('invalid_object', `A data informada em ${name} é inválida.`);
  return (row) => row(column, comparison, value);
}
