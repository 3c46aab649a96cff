import { isDeepStrictEqual } from 'node:util';
import { type Selectable, sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Divergence, DivergenceValue } from '../../domain/divergence.ts';
import type { Take } from '../../domain/divergence-choice.ts';
import type { Scope } from '../database.ts';
import { tellErpOfDocument } from '../documents/document-events.ts';
import { type DocumentRow, flagDocument } from '../documents/documents.ts';
import { type Actor, tellTimeline } from '../documents/timeline.ts';
import type { DivergenceTable } from '../tables/divergences.ts';
import { divergenceReason } from './divergence-words.ts';

export type DivergenceRow = Selectable<DivergenceTable>;

const cure = 'Escolha em Divergências qual valor fica: o nosso ou o do Asaas.';

/**
 * Keeps in what a locked document and one charge of it differ now: new differences are opened, those that are gone are
 * closed. The timeline, the flag and, when something is new, the ERP's event follow in the caller's transaction.
 */
export async function keepDivergences(
  scope: Scope,
  document: DocumentRow,
  charge: { accountId: string; chargeId: string },
  found: readonly Divergence[],
): Promise<DocumentRow> {
  const open = await findOpenDivergences(scope, document.id);
  const ofCharge = open.filter((row) => row.charge_id === charge.chargeId);
  const gone = ofCharge.filter((row) => !found.some(({ field }) => field === row.field));
  const news = found.filter((each) => !ofCharge.some((row) => isSame(row, each)));
  for (const row of gone) await endDivergence(scope, document, row, row.taken ?? 'vanished', 'remessa');
  for (const divergence of news) await openDivergence(scope, document, charge, divergence);
  return news.length > 0 ? raiseFlag(scope, document) : lowerFlag(scope, document);
}

/** The differences of a document that nobody has decided and that have not gone. */
export function findOpenDivergences(scope: Scope, documentId: string): Promise<DivergenceRow[]> {
  return scope
    .selectFrom('divergences')
    .selectAll()
    .where('document_id', '=', documentId)
    .where('closed_at', 'is', null)
    .orderBy('id')
    .execute();
}

function isSame(row: DivergenceRow, { field, ours, theirs }: Divergence): boolean {
  return row.field === field && isDeepStrictEqual([row.ours, row.theirs], [ours, theirs]);
}

/** One row for each field: values that changed again keep since when they differ, and ask for a new decision. */
async function openDivergence(
  scope: Scope,
  document: DocumentRow,
  { accountId, chargeId }: { accountId: string; chargeId: string },
  divergence: Divergence,
): Promise<void> {
  const values = { ...valuesOf(divergence), ...notTaken };
  await scope
    .insertInto('divergences')
    .values({
      id: uuid(),
      tenant_id: document.tenant_id,
      account_id: accountId,
      document_id: document.id,
      charge_id: chargeId,
      field: divergence.field,
      ...values,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['document_id', 'field', 'charge_id'])
        .where('closed_at', 'is', null)
        .doUpdateSet(values),
    )
    .execute();
  await tellTimeline(scope, document, 'divergence.found', 'remessa', { chargeId, ...divergence });
}

const notTaken = { taken: null, taken_at: null, taken_by: null } as const;

function valuesOf({ ours, theirs }: Pick<Divergence, 'ours' | 'theirs'>) {
  const text = (value: DivergenceValue | null) => (value === null ? null : JSON.stringify(value));
  return { ours: text(ours), theirs: text(theirs) };
}

async function raiseFlag(scope: Scope, document: DocumentRow): Promise<DocumentRow> {
  const reason = divergenceReason(await findOpenDivergences(scope, document.id));
  const flagged = await flagDocument(scope, document, 'diverged', { reason, cure });
  await tellErpOfDocument(scope, flagged, { type: 'document.diverged', data: { reason } });
  return flagged;
}

/** A document without open divergences has no flag. */
async function lowerFlag(scope: Scope, document: DocumentRow): Promise<DocumentRow> {
  if (!document.flags.diverged) return document;
  const left = await findOpenDivergences(scope, document.id);
  return left.length === 0 ? flagDocument(scope, document, 'diverged', null) : document;
}

/** Ends an open divergence of a locked document, and lowers its flag when it was the last. */
export async function closeDivergence(
  scope: Scope,
  document: DocumentRow,
  row: DivergenceRow,
  outcome: Take | 'vanished',
  actor: Actor,
): Promise<DocumentRow> {
  await endDivergence(scope, document, row, outcome, actor);
  return lowerFlag(scope, document);
}

async function endDivergence(
  scope: Scope,
  document: DocumentRow,
  row: DivergenceRow,
  outcome: Take | 'vanished',
  actor: Actor,
): Promise<void> {
  await scope
    .updateTable('divergences')
    .set({ closed_at: sql<Date>`clock_timestamp()`, outcome })
    .where('id', '=', row.id)
    .execute();
  const { field, ours, theirs } = row;
  await tellTimeline(scope, document, 'divergence.closed', actor, { field, ours, theirs, outcome });
}

/** Notes whose value a person wants to stay. */
export async function noteTaken(
  scope: Scope,
  divergenceId: string,
  { take, by, at }: { take: Take; by: string; at: Date },
): Promise<void> {
  await scope
    .updateTable('divergences')
    .set({ taken: take, taken_by: by, taken_at: at })
    .where('id', '=', divergenceId)
    .execute();
}

/** What was wanted of a document's divergences could not be done: they ask for a decision again. */
export async function forgetTaken(scope: Scope, documentId: string): Promise<void> {
  await scope
    .updateTable('divergences')
    .set(notTaken)
    .where('document_id', '=', documentId)
    .where('closed_at', 'is', null)
    .execute();
}

/**
 * Keeps what the reconciliation mends by itself as a divergence that is over already. Returns false when the same was
 * mended before, so that mending did not help.
 */
export async function keepMended(
  scope: Scope,
  document: DocumentRow,
  charge: { accountId: string; chargeId: string },
  mended: Divergence,
): Promise<boolean> {
  const earlier = await scope
    .selectFrom('divergences')
    .selectAll()
    .where('document_id', '=', document.id)
    .where('field', '=', mended.field)
    .where('charge_id', '=', charge.chargeId)
    .where('outcome', '=', 'mended')
    .execute();
  if (earlier.some((row) => isSame(row, mended))) return false;
  await scope
    .insertInto('divergences')
    .values({
      id: uuid(),
      tenant_id: document.tenant_id,
      account_id: charge.accountId,
      document_id: document.id,
      charge_id: charge.chargeId,
      field: mended.field,
      ...valuesOf(mended),
      closed_at: sql<Date>`clock_timestamp()`,
      outcome: 'mended',
    })
    .execute();
  return true;
}

/**
 * Open divergences of an account that lost their ground. What is said of a document's terms needs a document that waits
 * for its payer by that charge; what is said of another charge needs one that Asaas has shown since `since`.
 */
export function findGroundlessDivergences(
  scope: Scope,
  accountId: string,
  since: Date,
): Promise<DivergenceRow[]> {
  return scope
    .selectFrom('divergences')
    .innerJoin('documents', 'documents.id', 'divergences.document_id')
    .leftJoin('charges', (join) =>
      join
        .onRef('charges.charge_id', '=', 'divergences.charge_id')
        .onRef('charges.account_id', '=', 'divergences.account_id'),
    )
    .selectAll('divergences')
    .where('divergences.account_id', '=', accountId)
    .where('divergences.closed_at', 'is', null)
    .where((row) => {
      const aboutTerms = row('field', 'not in', ['status', 'surplusCharge']);
      const isOver = row('documents.status', 'not in', ['registered', 'overdue']);
      const isReplaced = row('documents.charge_id', 'is distinct from', row.ref('divergences.charge_id'));
      const isUnseen = row.or([row('listed_at', 'is', null), row('listed_at', '<', since)]);
      return row.or([
        row.and([aboutTerms, row.or([isOver, isReplaced])]),
        row.and([row.not(aboutTerms), isUnseen]),
      ]);
    })
    .orderBy('document_id')
    .execute();
}
