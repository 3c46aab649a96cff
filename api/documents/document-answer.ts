import { z } from 'zod';
import type { Scope } from '../../db/database.ts';
import type { DocumentFacts, DocumentWithPayer } from '../../db/documents/document-list.ts';
import { findDocumentFacts, findDocumentWithPayer } from '../../db/documents/document-list.ts';
import { type DocumentRow, lockDocument } from '../../db/documents/documents.ts';
import type { PayerAddress } from '../../db/tables/payers.ts';
import {
  type DocumentAction,
  documentFlags,
  documentStatuses,
  isAllowed,
  statusesAllowing,
} from '../../domain/document-status.ts';
import { date, id, instant } from '../http/fields.ts';
import type { Language } from '../http/language.ts';
import { statusName, statusNames } from '../problems/faults.ts';
import { Problem } from '../problems/problem.ts';
import { billingType, discount, fine, interest } from './document-fields.ts';
import { flagDetailAnswer, toFlagDetails } from './flags.ts';
import { documentHoldAnswer, toHoldAnswer } from './hold-answer.ts';
import { settlementAnswer, toSettlement } from './settlement-answer.ts';

export const payerAnswer = z
  .strictObject({
    id,
    taxId: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    address: z
      .strictObject({
        street: z.string().nullable(),
        number: z.string().nullable(),
        complement: z.string().nullable(),
        district: z.string().nullable(),
        postalCode: z.string().nullable(),
      })
      .nullable(),
    notify: z.boolean().nullable(),
  })
  .meta({ id: 'Payer' });

const flagMark = z.strictObject({
  reason: z.string(),
  at: instant,
  cure: z.string().optional().meta({ description: 'What to do about it, in the caller’s language.' }),
  amountCents: z.int().optional(),
  chargeId: z.string().optional().meta({ description: 'The charge whose news raised it.' }),
});

/** Asaas' refusal in its own words, with our field and what to do. */
export const chargeError = z
  .strictObject({
    code: z.string(),
    field: z.string().nullable(),
    message: z.string().meta({ description: 'Asaas’ own words.' }),
    cure: z.string().meta({ description: 'What to do about it, in the caller’s language.' }),
  })
  .meta({ id: 'ChargeError' });

export const documentAnswer = z
  .strictObject({
    id,
    erpId: z.string(),
    number: z.string(),
    status: z.enum(documentStatuses),
    flags: z.partialRecord(z.enum(documentFlags), flagMark),
    flagDetails: z.array(flagDetailAnswer),
    version: z.int().meta({ description: 'Grows with each amendment; also the ETag.' }),
    syncedVersion: z.int().meta({ description: 'The version that Asaas has; 0 before registration.' }),
    accountId: id.nullable(),
    remittanceId: id.nullable(),
    chargeId: z.string().nullable(),
    ourNumber: z.string().nullable(),
    bankSlipUrl: z.string().nullable(),
    invoiceUrl: z.string().nullable(),
    payer: payerAnswer,
    amountCents: z.int(),
    additionCents: z.int(),
    rebateCents: z.int().meta({ description: 'Abatimento, taken off the principal.' }),
    discount: discount.nullable(),
    fine: fine.nullable(),
    interest: interest.nullable(),
    description: z.string().nullable(),
    dueDate: date,
    billingType,
    registration: z.strictObject({ attempts: z.int(), lastError: chargeError.nullable() }),
    cancellation: z.strictObject({ requestedAt: instant.nullable(), reason: z.string() }).nullable(),
    settlement: settlementAnswer.nullable(),
    hold: documentHoldAnswer.nullable().meta({
      description: 'What cannot be done just now, and why; null while nothing stands in the way.',
    }),
    createdAt: instant,
    updatedAt: instant,
    registeredAt: instant.nullable(),
    paidOn: date.nullable(),
    creditExpectedOn: date.nullable().meta({
      description:
        'When a confirmed payment becomes money of the account: Asaas’ day, otherwise the bank day after it.',
    }),
    settledAt: instant.nullable(),
    cancelledAt: instant.nullable(),
    refundedAt: instant.nullable(),
  })
  .meta({ id: 'Document' });

type DocumentAnswer = z.output<typeof documentAnswer>;

/** A document as it is answered everywhere, in the caller's language. */
export function toDocumentAnswer(
  row: DocumentWithPayer,
  facts: DocumentFacts,
  language: Language,
): DocumentAnswer {
  return {
    id: row.id,
    erpId: row.erp_id,
    number: row.number,
    status: row.status,
    flags: row.flags,
    flagDetails: toFlagDetails(row.flags, language),
    version: row.version,
    syncedVersion: row.synced_version,
    accountId: row.account_id,
    remittanceId: row.remittance_id,
    chargeId: row.charge_id,
    ourNumber: row.our_number,
    bankSlipUrl: row.bank_slip_url,
    invoiceUrl: row.invoice_url,
    payer: toPayerAnswer(row),
    amountCents: row.amount_cents,
    additionCents: row.addition_cents,
    rebateCents: row.rebate_cents,
    discount: row.discount,
    fine: row.fine,
    interest: row.interest,
    description: row.description,
    dueDate: row.due_date,
    billingType: row.billing_type,
    registration: { attempts: facts.attempts, lastError: row.last_error },
    cancellation: toCancellation(row),
    settlement: toSettlement(facts),
    hold: toHold(row),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    registeredAt: row.registered_at?.toISOString() ?? null,
    paidOn: row.paid_on,
    creditExpectedOn: row.credit_expected_on,
    settledAt: row.settled_at?.toISOString() ?? null,
    cancelledAt: row.cancelled_at?.toISOString() ?? null,
    refundedAt: row.refunded_at?.toISOString() ?? null,
  };
}

function toPayerAnswer(row: DocumentWithPayer): DocumentAnswer['payer'] {
  return {
    id: row.payer_id,
    taxId: row.payer_tax_id,
    name: row.payer_name,
    email: row.payer_email,
    phone: row.payer_phone,
    address: toPayerAddress(row.payer_address),
    notify: row.payer_notify,
  };
}

/** An address with all its fields. */
export function toPayerAddress(address: PayerAddress | null) {
  return (
    address && {
      street: address.street ?? null,
      number: address.number ?? null,
      complement: address.complement ?? null,
      district: address.district ?? null,
      postalCode: address.postalCode ?? null,
    }
  );
}

function toCancellation(row: DocumentWithPayer): DocumentAnswer['cancellation'] {
  if (row.cancel_reason === null) return null;
  return { requestedAt: row.cancel_requested_at?.toISOString() ?? null, reason: row.cancel_reason };
}

function toHold({ hold, hold_work: work, hold_since: since, hold_until }: DocumentWithPayer) {
  if (!hold || !work || !since) return null;
  return { ...toHoldAnswer(hold, hold_until), work, since: since.toISOString() };
}

/** The tenant's document, locked until the transaction ends. Throws 404. */
export async function demandDocument(scope: Scope, documentId: string): Promise<DocumentRow> {
  const row = await lockDocument(scope, documentId);
  if (!row) throw new Problem('not_found');
  return row;
}

/** Throws 409 with the status, and with the statuses that allow the action. */
export function demandStatus(document: DocumentRow, action: DocumentAction): void {
  if (isAllowed(document.status, action)) return;
  const allowed = statusesAllowing(action);
  throw new Problem('not_allowed_now', {
    values: { status: statusName(document.status), allowed: statusNames(allowed) },
    members: { documentStatus: document.status, allowedStatuses: allowed },
  });
}

/** The document as it is answered now. Throws 404. */
export async function describeDocument(scope: Scope, documentId: string, language: Language) {
  const row = await findDocumentWithPayer(scope, documentId);
  if (!row) throw new Problem('not_found');
  const factsOf = await findDocumentFacts(scope, [documentId]);
  return toDocumentAnswer(row, factsOf(documentId), language);
}
