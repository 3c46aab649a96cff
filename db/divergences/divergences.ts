import { isDeepStrictEqual } from 'node:util';
import { type Selectable, sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Divergence, DivergenceValue } from '../../domain/divergence.ts';
import type { Take } from '../../domain/divergence-choice.ts';
import { divergenceReason } from '../../domain/divergence-words.ts';
import type { Scope } from '../database.ts';
import { tellErpOfDocument } from '../documents/document-events.ts';
import { type DocumentRow, flagDocument } from '../documents/documents.ts';
import { type Actor, tellTimeline } from '../documents/timeline.ts';
import type { DivergenceTable } from '../tables/divergences.ts';

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

/** Whether a row says the same of the same field. */
export function isSame(row: DivergenceRow, { field, ours, theirs }: Divergence): boolean {
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

/** The columns of a divergence that nobody decided. */
export const notTaken = { taken: null, taken_at: null, taken_by: null } as const;

/** Both values as their columns hold them. */
export function valuesOf({ ours, theirs }: Pick<Divergence, 'ours' | 'theirs'>) {
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
