import { createHash } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { CalendarDate } from '../../domain/calendar.ts';
import { type ErasureObstacle, findObstacles, keptUntil } from '../../domain/erasure.ts';
import { anyOf } from '../any-of.ts';
import { keepAudit } from '../audit/keep-audit.ts';
import type { Scope } from '../database.ts';
import { lockDocumentEntry } from '../documents/document-entry.ts';
import type { CustomerAtAsaas, ErasureTable } from '../tables/erasures.ts';
import { asEraser } from '../tenancy.ts';
import { findPerson, type Person } from './person.ts';
import { countTraces, type ErasedColumn, eraseColumn, findTraces, soughtColumns } from './traces.ts';

export type ErasureRow = Selectable<ErasureTable>;

/** What an erasure would do, and what keeps it from being done. */
export interface ErasurePreview {
  obstacles: ErasureObstacle[];
  /** How many values of each column would change, by `table.column`. */
  erases: Record<string, number>;
  documents: number;
  /** Until when amounts, dates and ids of the documents are kept; null without documents. */
  keptUntil: CalendarDate | null;
  /** What nobody but the company can delete, at Asaas. */
  customers: CustomerAtAsaas[];
  /** Stands for the person as shown. An erasure of anything else is refused. */
  confirmation: string;
}

/** Nothing was erased. */
export class NotErasable extends Error {
  override readonly name = 'NotErasable';
  readonly obstacles: readonly ErasureObstacle[];

  constructor(obstacles: readonly ErasureObstacle[]) {
    super(`The person cannot be erased: ${obstacles.map(({ code }) => code).join(', ')}`);
    this.obstacles = obstacles;
  }
}

/** The person is not any more what the preview showed. Nothing was erased. */
export class OtherThanShown extends Error {
  override readonly name = 'OtherThanShown';
}

/** Looks for the person everywhere and changes nothing. */
export async function previewErasure(
  scope: Scope,
  person: Person,
  today: CalendarDate,
): Promise<ErasurePreview> {
  return {
    obstacles: obstaclesOf(person, today),
    erases: await countTraces(scope, person),
    documents: person.documents.length,
    keptUntil: keptUntil(person.documents),
    customers: person.customers,
    confirmation: confirmationOf(person),
  };
}

interface Order {
  tenantId: string;
  payerId: string;
  actor: string;
  confirmation: string;
  today: CalendarDate;
}

/**
 * Erases a person, in the caller's transaction: the payer's data, and what names the person in any other row. Documents,
 * sums and ids stay. A person who is erased already stays so. Throws `NotErasable` and `OtherThanShown`.
 */
export async function erasePerson(
  scope: Scope,
  { tenantId, payerId, actor, confirmation, today }: Order,
): Promise<ErasureRow | undefined> {
  await lockDocumentEntry(scope, tenantId);
  const person = await findPerson(scope, { payerId }, { locked: true });
  if (!person) return undefined;
  const before = await findErasure(scope, payerId);
  if (before) return before;
  const obstacles = obstaclesOf(person, today);
  if (obstacles.length > 0) throw new NotErasable(obstacles);
  if (confirmation !== confirmationOf(person)) throw new OtherThanShown();
  const erasure = await insertErasure(scope, person, actor);
  for (const sought of soughtColumns) {
    const found = await findTraces(scope, person, sought);
    if (found.changes.length > 0) await inItsRole(scope, found);
  }
  await erasePayer(scope, person);
  const after = { erasureId: erasure.id, documents: erasure.documents };
  await keepAudit(scope, { tenantId, actor, action: 'payer.erased', resourceId: payerId }, { after });
  return erasure;
}

/** The erasure of a payer, if there was one. */
export function findErasure(scope: Scope, payerId: string): Promise<ErasureRow | undefined> {
  return scope.selectFrom('erasures').selectAll().where('payer_id', '=', payerId).executeTakeFirst();
}

function obstaclesOf(person: Person, today: CalendarDate): ErasureObstacle[] {
  return findObstacles(person.documents, person.unassignedReceiptsPaidOn, today);
}

function confirmationOf({ payer, documents }: Person): string {
  const shown = [
    payer.id,
    payer.version,
    ...documents.map(({ id, version, status }) => [id, version, status]),
  ];
  return createHash('sha256').update(JSON.stringify(shown)).digest('hex');
}

function insertErasure(scope: Scope, { payer, documents, customers }: Person, actor: string) {
  return scope
    .insertInto('erasures')
    .values({
      id: uuid(),
      tenant_id: payer.tenant_id,
      payer_id: payer.id,
      actor,
      documents: documents.length,
      kept_until: keptUntil(documents),
      asaas_customers: JSON.stringify(customers),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Tables to which the application only adds. */
const history: readonly string[] = [
  'timeline',
  'erp_events',
  'audit_entries',
  'idempotency_keys',
  'superseded_terms',
];

async function inItsRole(scope: Scope, column: ErasedColumn): Promise<void> {
  if (history.includes(column.table)) await asEraser(scope, () => eraseColumn(scope, column));
  else await eraseColumn(scope, column);
}

/** The customers go, so that nobody brings the payer's data to Asaas again. */
async function erasePayer(scope: Scope, { payer, documents }: Person): Promise<void> {
  await asEraser(scope, () => sql`delete from customers where payer_id = ${payer.id}::uuid`.execute(scope));
  const documentIds = documents.map(({ id }) => id);
  await scope
    .updateTable('documents')
    .set({ erased_at: sql`now()` })
    .where('id', '=', anyOf(documentIds))
    .execute();
  await scope
    .updateTable('payers')
    .set({
      tax_id: `erased-${payer.id}`,
      name: 'Pessoa apagada',
      email: null,
      phone: null,
      address: null,
      default_account_id: null,
      erased_at: sql`now()`,
    })
    .where('id', '=', payer.id)
    .execute();
}
