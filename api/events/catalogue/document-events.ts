import { z } from 'zod';
import { documentStatuses } from '../../../domain/document-status.ts';
import type { DocumentNews } from '../../../domain/erp-events.ts';
import { chargeError } from '../../documents/document-answer.ts';
import { bookedReceipt } from '../../documents/settlement-answer.ts';
import { date, id, instant } from '../../http/fields.ts';
import type { DescribedEvents } from './described-event.ts';

/** What every event about a document says of it, as it is after the event. */
const told = {
  documentId: id,
  erpId: z.string().meta({ description: 'Your own id of the document.' }),
  number: z.string(),
  status: z.enum(documentStatuses),
  version: z.int(),
  accountId: id.nullable(),
  remittanceId: id.nullable(),
  chargeId: z.string().nullable().meta({ description: 'The document’s own charge at Asaas.' }),
};

const attempt = z.int().meta({ description: 'Which attempt to register it this was: 1 is the first.' });
const reason = z.string().meta({ description: 'Why, in Portuguese.' });
const cure = z.string().meta({ description: 'What to do about it, in Portuguese.' });
const paidChargeId = z.string().meta({ description: 'The charge at Asaas that was paid.' });

const contestedPayment = {
  paidChargeId,
  amountCents: z.int().meta({ description: 'What the payer contested.' }),
};

const document = {
  documentId: '0197f3a2-5b1c-7c3e-9a41-2f6d8e0b7c11',
  erpId: 'CR-1',
  number: '12345-1',
  version: 1,
  accountId: '0197f39e-0c4d-7a10-8f2b-6d1e5a9c3b20',
  remittanceId: '0197f3a1-77aa-7b6f-8c55-91e0d4f2a6b8',
  chargeId: 'pay_pngqmn2bxuyccy7z',
} as const;

const settlement = {
  grossCents: 134_556,
  feeCents: 199,
  netCents: 134_357,
  faceCents: 130_000,
  additionCents: 5_000,
  rebateCents: 444,
  discountCents: 0,
  fineCents: 0,
  interestCents: 0,
  interestAndFineCents: 0,
  expected: { grossCents: 134_556, discountCents: 0, fineCents: 0, interestCents: 0, timing: 'on_time' },
  differenceCents: 0,
  paidOn: '2026-12-10',
  creditedOn: '2026-12-11',
  method: 'asaas',
  source: 'webhook',
} as const;

const contested = { paidChargeId: document.chargeId, amountCents: 134_556 } as const;

export const documentEvents: DescribedEvents<keyof DocumentNews> = {
  'document.registered': {
    summary: 'The document has a charge at Asaas that can be paid',
    fields: {
      ...told,
      attempt: attempt.nullable().meta({
        description: 'Which attempt to register it this was; null when its charge was restored at Asaas.',
      }),
    },
    example: { ...document, status: 'registered', attempt: 1 },
  },
  'document.rejected': {
    summary: 'Asaas refused the document; correct it and send it again',
    fields: { ...told, error: chargeError },
    example: {
      ...document,
      status: 'rejected',
      chargeId: null,
      error: {
        code: 'invalid_object',
        field: 'payer.taxId',
        message: 'O CPF/CNPJ informado é inválido.',
        cure: 'Corrija o CPF ou CNPJ do pagador e transmita novamente.',
      },
    },
  },
  'document.uncertain': {
    summary: 'A create call had no answer; it resolves itself',
    fields: {
      ...told,
      attempt,
      lookAt: instant.meta({ description: 'When the charge is looked for at Asaas.' }),
    },
    example: {
      ...document,
      status: 'uncertain',
      chargeId: null,
      attempt: 1,
      lookAt: '2026-12-01T12:05:00.000Z',
    },
  },
  'document.amended': {
    summary: 'Asaas has the amended terms',
    fields: { ...told, syncedVersion: z.int().meta({ description: 'The version that Asaas has now.' }) },
    example: { ...document, status: 'registered', version: 2, syncedVersion: 2 },
  },
  'document.amendment_refused': {
    summary: 'An amendment did not reach the charge',
    fields: { ...told, refusedVersion: z.int(), reason, cure },
    example: {
      ...document,
      status: 'settled',
      version: 2,
      refusedVersion: 2,
      reason: 'O pagador pagou antes de a alteração chegar ao Asaas.',
      cure: 'O documento fica com o valor que foi pago: combine a diferença com o pagador ou cobre-a em outro documento.',
    },
  },
  'document.cancellation_refused': {
    summary: 'A cancellation was not possible',
    fields: { ...told, reason },
    example: {
      ...document,
      status: 'registered',
      reason: 'O cancelamento não foi possível: o pagador já pagou.',
    },
  },
  'document.cash_receipt_refused': {
    summary: 'A receipt in cash, or its undoing, was not possible',
    fields: { ...told, asked: z.enum(['receive', 'undo']), reason },
    example: {
      ...document,
      status: 'settled',
      asked: 'receive',
      reason: 'O pagador já pagou pelo Asaas.',
    },
  },
  'document.overdue': {
    summary: 'The due date passed without a payment',
    fields: { ...told, dueDate: date },
    example: { ...document, status: 'overdue', dueDate: '2026-12-10' },
  },
  'document.paid': {
    summary: 'The payer paid; the money is not available yet',
    fields: { ...told, paidOn: date.nullable() },
    example: { ...document, status: 'paid', paidOn: '2026-12-10' },
  },
  'document.settled': {
    summary: 'The money is available, or was received in cash',
    fields: { ...told, ...bookedReceipt },
    example: { ...document, status: 'settled', ...settlement },
  },
  'document.paid_twice': {
    summary: 'A document that was paid was paid once more; the amounts are the second payment’s',
    fields: { ...told, ...bookedReceipt, paidChargeId },
    example: { ...document, status: 'settled', ...settlement, paidChargeId: 'pay_8k2m4n6b1v3c5x7z' },
  },
  'document.surplus_paid': {
    summary: 'Money came by a charge that is not the document’s own, and was booked on the document',
    fields: { ...told, ...bookedReceipt, paidChargeId },
    example: { ...document, status: 'settled', ...settlement, paidChargeId: 'pay_8k2m4n6b1v3c5x7z' },
  },
  'document.superseded_slip_paid': {
    summary: 'The payer paid the slip of an earlier version; the difference is flagged',
    fields: {
      ...told,
      paidChargeId,
      paidVersion: z.int().meta({ description: 'The version whose slip was paid.' }),
      differenceCents: z.int().meta({ description: 'What was received less what the present version asks.' }),
    },
    example: {
      ...document,
      status: 'settled',
      version: 2,
      paidChargeId: document.chargeId,
      paidVersion: 1,
      differenceCents: -5_000,
    },
  },
  'document.cancelled': {
    summary: 'The charge was removed, here or at Asaas, or the document was never sent',
    fields: {
      ...told,
      reason: z.string().nullable().meta({
        description: 'What the person wrote who cancelled it; null when it was removed at Asaas.',
      }),
    },
    example: { ...document, status: 'cancelled', reason: 'Venda desfeita' },
  },
  'document.refunded': {
    summary: 'The money went back to the payer',
    fields: {
      ...told,
      refundedCents: z.int().meta({ description: 'All that went back of the charge until now.' }),
    },
    example: { ...document, status: 'refunded', refundedCents: 134_556 },
  },
  'document.refund_denied': {
    summary: 'The payer’s bank refused a refund; the document stays settled',
    fields: { ...told, paidChargeId, amountCents: z.int().meta({ description: 'What was to go back.' }) },
    example: { ...document, ...contested, status: 'settled' },
  },
  'document.chargeback_opened': {
    summary: 'The payer contested the payment at the bank; nothing is undone until it is decided',
    fields: { ...told, ...contestedPayment },
    example: { ...document, ...contested, status: 'settled' },
  },
  'document.chargeback_disputed': {
    summary: 'The payment’s chargeback is in dispute; nothing is undone until it is decided',
    fields: { ...told, ...contestedPayment },
    example: { ...document, ...contested, status: 'settled' },
  },
  'document.chargeback_reversed': {
    summary: 'The chargeback was won; the money stays',
    fields: { ...told, ...contestedPayment },
    example: { ...document, ...contested, status: 'settled' },
  },
  'document.chargeback_lost': {
    summary: 'The chargeback was lost; the money went back, as `document.refunded` told if it was settled',
    fields: { ...told, ...contestedPayment },
    example: { ...document, ...contested, status: 'refunded' },
  },
  'document.settlement_undone': {
    summary: 'A receipt in cash was taken back; the document waits for its payer again',
    fields: {
      ...told,
      undoneCents: z.int(),
      reason: z.string().nullable().meta({
        description:
          'What the person wrote who undid it; null without a reason, or when it was undone at Asaas.',
      }),
    },
    example: { ...document, status: 'registered', undoneCents: 134_556, reason: 'Cheque sem fundos' },
  },
  'document.diverged': {
    summary: 'The charge at Asaas is not what was sent',
    fields: { ...told, reason },
    example: {
      ...document,
      status: 'registered',
      reason: 'A cobrança encontrada no Asaas difere do que foi enviado: valor.',
    },
  },
};
