import { sql } from 'kysely';
import { type CalendarDate, dateInSaoPaulo } from '../../domain/calendar.ts';
import type { ErasableDocument } from '../../domain/erasure.ts';
import { type PersonTraces, textsNaming } from '../../domain/person-traces.ts';
import type { Scope } from '../database.ts';
import { findPayerById, findPayerByTaxId, type PayerRow } from '../payers/payers.ts';
import type { CustomerAtAsaas } from '../tables/erasures.ts';

/** A person as the company knows one: as a payer, and perhaps as who paid what nobody asked for. */
export interface Person {
  payer: PayerRow;
  documents: (ErasableDocument & { id: string; version: number })[];
  /** Charges of the person's documents, and of receipts that name the person. */
  chargeIds: string[];
  /** The days of receipts that name the person and belong to no document. */
  unassignedReceiptsPaidOn: CalendarDate[];
  customers: CustomerAtAsaas[];
  traces: PersonTraces;
}

/**
 * The company's payer with this id or tax id and what belongs to him or her; undefined when it has no such payer. With
 * `locked` the documents, by their ids, and then the payer are locked until the transaction ends.
 */
export async function findPerson(
  scope: Scope,
  sought: { payerId: string } | { taxId: string },
  { locked }: { locked: boolean } = { locked: false },
): Promise<Person | undefined> {
  const seen =
    'taxId' in sought
      ? await findPayerByTaxId(scope, sought.taxId)
      : await findPayerById(scope, sought.payerId);
  if (!seen) return undefined;
  const documents = await findDocuments(scope, seen.id, locked);
  const payer = await readPayer(scope, seen.id, locked);
  const documentIds = documents.map(({ id }) => id);
  return {
    payer,
    documents,
    chargeIds: await findCharges(scope, documentIds, payer.tax_id),
    unassignedReceiptsPaidOn: await findUnassigned(scope, payer.tax_id),
    customers: await findCustomers(scope, payer.id),
    traces: {
      taxId: payer.tax_id,
      texts: textsNaming({ ...payer, taxId: payer.tax_id }),
      ownIds: new Set([payer.id, ...documentIds]),
    },
  };
}

/** Read again after its documents are locked: until then an entry could change it. */
function readPayer(scope: Scope, payerId: string, locked: boolean): Promise<PayerRow> {
  return scope
    .selectFrom('payers')
    .selectAll()
    .where('id', '=', payerId)
    .$if(locked, (query) => query.forUpdate())
    .executeTakeFirstOrThrow();
}

async function findDocuments(scope: Scope, payerId: string, locked: boolean): Promise<Person['documents']> {
  const rows = await scope
    .selectFrom('documents')
    .select(['id', 'number', 'status', 'version', 'flag_names', 'settled_at', 'cancelled_at', 'refunded_at'])
    .where('payer_id', '=', payerId)
    .orderBy('id')
    .$if(locked, (query) => query.forUpdate())
    .execute();
  return rows.map(({ id, number, status, version, flag_names, settled_at, cancelled_at, refunded_at }) => {
    const ends: Partial<Record<typeof status, Date | null>> = {
      settled: settled_at,
      cancelled: cancelled_at,
      refunded: refunded_at,
    };
    const end = ends[status];
    return {
      id,
      number,
      status,
      version,
      flags: flag_names ?? [],
      endedOn: end ? dateInSaoPaulo(end) : null,
    };
  });
}

async function findCharges(scope: Scope, documentIds: readonly string[], taxId: string): Promise<string[]> {
  const { rows } = await sql<{ charge_id: string }>`
    select charge_id from charges where document_id = any(${documentIds}::uuid[])
    union select charge_id from registration_attempts
      where document_id = any(${documentIds}::uuid[]) and charge_id is not null
    union select charge_id from unidentified_receipts
      where payer_tax_id = ${taxId} or assigned_document_id = any(${documentIds}::uuid[])
  `.execute(scope);
  return rows.map((row) => row.charge_id);
}

async function findUnassigned(scope: Scope, taxId: string): Promise<CalendarDate[]> {
  const rows = await scope
    .selectFrom('unidentified_receipts')
    .select('paid_on')
    .where('payer_tax_id', '=', taxId)
    .where('assigned_document_id', 'is', null)
    .execute();
  return rows.map((row) => row.paid_on);
}

async function findCustomers(scope: Scope, payerId: string): Promise<CustomerAtAsaas[]> {
  const rows = await scope
    .selectFrom('customers')
    .select(['account_id', 'customer_id'])
    .where('payer_id', '=', payerId)
    .where('customer_id', 'is not', null)
    .orderBy('account_id')
    .execute();
  // The query asks for rows with an id.
  return rows.map((row) => ({ accountId: row.account_id, customerId: row.customer_id as string }));
}
