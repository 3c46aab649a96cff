import { type SqlBool, sql } from 'kysely';
import { isDay } from '../calendar.ts';
import { reais } from '../money.ts';
import { refused } from '../refusal.ts';
import type { Call, Endpoint } from './call.ts';
import { listObject, readPage } from './paging.ts';

/** The account's statement: each movement a line, with the balance that it left. */
export const statementEndpoints: Endpoint[] = [
  { method: 'GET', path: '/financialTransactions', handle: listMovements },
];

/** Newest first unless `order` is asc, as public captures show it. */
async function listMovements(call: Call): Promise<unknown> {
  const page = readPage(call);
  const { tx, account, query } = call;
  const direction = query.order === 'asc' ? 'asc' : 'desc';
  const lines = tx
    .selectFrom('statementLines')
    .selectAll()
    .select(sql<number>`sum(value_cents) over (order by seq)`.as('balanceCents'))
    .where('accountId', '=', account.id);
  const matching = tx
    .selectFrom(lines.as('line'))
    .$if(Boolean(query.startDate), (each) => each.where(onOrAfter(query.startDate, 'startDate')))
    .$if(Boolean(query.finishDate), (each) => each.where(onOrBefore(query.finishDate, 'finishDate')));
  const { count } = await matching
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const rows = await matching
    .selectAll()
    .orderBy('seq', direction)
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  const data = rows.map((row) => ({
    object: 'financialTransaction',
    id: `ftn_${String(row.seq).padStart(12, '0')}`,
    value: reais(row.valueCents),
    balance: reais(Number(row.balanceCents)),
    type: row.type,
    date: row.date,
    description: row.description,
    paymentId: row.chargeId,
    splitId: null,
    transferId: null,
    anticipationId: null,
    billId: null,
    invoiceId: null,
    paymentDunningId: null,
    creditBureauReportId: null,
    pixTransactionId: null,
  }));
  return listObject(page, Number(count), data);
}

const onOrAfter = (value: string | undefined, name: string) => sql<SqlBool>`date >= ${day(value, name)}`;
const onOrBefore = (value: string | undefined, name: string) => sql<SqlBool>`date <= ${day(value, name)}`;

function day(value: string | undefined, name: string): string {
  if (value === undefined || !isDay(value)) {
    throw refused('invalid_object', `A data informada em ${name} é inválida.`);
  }
  return value;
}
