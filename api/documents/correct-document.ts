import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import type { Scope } from '../../db/database.ts';
import { columnsOf, type EnteredDocument, enteredOf } from '../../db/documents/document-entry.ts';
import type { DocumentRow } from '../../db/documents/documents.ts';
import {
  findPayer,
  findPayerByTaxId,
  type PayerRow,
  type PayerWish,
  savePayers,
} from '../../db/payers/payers.ts';
import { type Finding, statusName } from '../problems/faults.ts';
import { amend, amendedOf, changedFields } from './amend-documents.ts';
import type { DocumentChanges, payerChanges } from './document-fields.ts';

export interface Correction {
  changes?: DocumentChanges | undefined;
  payer?: z.output<typeof payerChanges> | undefined;
  reason?: string | undefined;
}

/** A correction that is computed and not stored: the document after it, and what is wrong with it. */
export interface PlannedCorrection {
  before: DocumentRow;
  after: EnteredDocument;
  /** The row after the correction. It is judged like every row that is sent. */
  row: DocumentRow;
  payer: { before: PayerRow; wish: PayerWish } | null;
  reason: string | undefined;
  findings: Finding[];
}

/** Computes the result of a correction of a locked document. */
export async function planCorrection(
  scope: Scope,
  before: DocumentRow,
  correction: Correction,
): Promise<PlannedCorrection> {
  const after = amendedOf(enteredOf(before), correction.changes ?? {});
  const payer = correction.payer ? await planPayer(scope, before, correction.payer) : null;
  const isOther = payer !== null && payer.wish.taxId !== payer.before.tax_id;
  const findings = isOther ? findLockedPayer(before) : [];
  const row = { ...before, ...columnsOf(after) };
  return { before, after, row, payer, reason: correction.reason, findings };
}

/**
 * Stores a correction: the payer's data, and the document's next version with before and after on its timeline. A
 * correction that changes nothing makes no version.
 */
export async function storeCorrection(
  scope: Scope,
  { before, after, payer, reason }: PlannedCorrection,
  actor: string,
): Promise<void> {
  if (!payer) {
    if (changedFields(enteredOf(before), after).length > 0)
      await amend(scope, [{ before, after, reason }], actor);
    return;
  }
  const saved = (await savePayers(scope, { tenantId: before.tenant_id, actor }, [payer.wish])).get(
    payer.wish.taxId,
  );
  if (!saved) throw new Error(`The payer of document ${before.id} was not saved`);
  const amended = { ...after, payerId: saved.id };
  const isNew = saved.changed || changedFields(enteredOf(before), amended).length > 0;
  const difference = changeOf(factsOf(payer.before), factsOf(saved.data));
  if (isNew) await amend(scope, [{ before, after: amended, payer: difference, reason }], actor);
}

/**
 * Another tax id means another payer. A payer that the tenant already knows keeps the data that the correction does not
 * name. A new payer gets all other data of the old one, because it is the same person with the right number.
 */
async function planPayer(
  scope: Scope,
  document: DocumentRow,
  changes: NonNullable<Correction['payer']>,
): Promise<{ before: PayerRow; wish: PayerWish }> {
  const before = await findPayer(scope, document.payer_id);
  const taxId = changes.taxId ?? before.tax_id;
  const known = taxId === before.tax_id ? before : await findPayerByTaxId(scope, taxId);
  const { name, email, phone, address, notify } = known ?? before;
  return { before, wish: { name, email, phone, address, notify, ...withoutGaps(changes), taxId } };
}

/** Without this, an absent field would overwrite the known value with undefined. */
function withoutGaps<T extends object>(changes: T): Partial<{ [K in keyof T]: Exclude<T[K], undefined> }> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<{
    [K in keyof T]: Exclude<T[K], undefined>;
  }>;
}

/**
 * A charge never moves to another payer (Asaas reference 3.6). So only a document that never had a charge may change
 * its payer.
 */
function findLockedPayer(document: DocumentRow): Finding[] {
  if (document.status === 'rejected' && document.charge_id === null) return [];
  const values = { status: statusName(document.status) };
  return [{ path: ['payer', 'taxId'], code: 'payer_not_changeable', values }];
}

type PayerFacts = ReturnType<typeof factsOf>;

function factsOf(payer: Pick<PayerRow, 'tax_id' | 'name' | 'email' | 'phone' | 'address' | 'notify'>) {
  const { tax_id: taxId, name, email, phone, address, notify } = payer;
  return { taxId, name, email, phone, address, notify };
}

/** Before and after of the fields that differ. */
function changeOf(before: PayerFacts, after: PayerFacts): { before: object; after: object } {
  const changed = (Object.keys(after) as (keyof PayerFacts)[]).filter(
    (field) => !isDeepStrictEqual(before[field], after[field]),
  );
  const pick = (from: PayerFacts) => Object.fromEntries(changed.map((field) => [field, from[field]]));
  return { before: pick(before), after: pick(after) };
}
