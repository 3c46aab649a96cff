import { defineSearchAttributeKey } from '@temporalio/common';

/**
 * The words in which the outside and the workflows speak: names are kept for ever, since histories hold them.
 * A signal carries ids and small facts only (no names, tax ids, bodies or keys): operators read histories.
 */

export const taskQueues = { receivables: 'receivables', asaas: 'asaas' } as const;

export const workflowTypes = {
  receivableDocument: 'receivableDocument',
  remittance: 'remittance',
  unidentifiedReceipt: 'unidentifiedReceipt',
} as const;

export type WorkflowType = keyof typeof workflowTypes;

export const workflowIds = {
  receivableDocument: (tenantId: string, documentId: string) => `document/${tenantId}/${documentId}`,
  remittance: (tenantId: string, remittanceId: string) => `remittance/${tenantId}/${remittanceId}`,
  unidentifiedReceipt: (tenantId: string, accountId: string, chargeId: string) =>
    `receipt/${tenantId}/${accountId}/${chargeId}`,
} as const;

/** What operators can filter by in the Temporal UI. Registered by every way of starting a Temporal server. */
export const searchAttributes = {
  tenantId: defineSearchAttributeKey('TenantId', 'KEYWORD'),
  accountId: defineSearchAttributeKey('AccountId', 'KEYWORD'),
  remittanceId: defineSearchAttributeKey('RemittanceId', 'KEYWORD'),
  documentStatus: defineSearchAttributeKey('DocumentStatus', 'KEYWORD'),
  documentNumber: defineSearchAttributeKey('DocumentNumber', 'KEYWORD'),
  amountCents: defineSearchAttributeKey('AmountCents', 'INT'),
  dueDate: defineSearchAttributeKey('DueDate', 'DATETIME'),
} as const;

/** Every message a document's workflow listens to, by the name of its signal, with the facts it carries. */
export interface DocumentMessages {
  documentSent: { remittanceId: string | null };
  documentAmended: { version: number };
  cancellationRequested: { reason: string };
  cashReceived: { amountCents: number; paidOn: string };
  cashReceiptUndone: { reason: string };
  chargeSeen: { chargeId: string };
  chargeOverdue: { chargeId: string; dueDate: string };
  paymentConfirmed: { chargeId: string };
  paymentReceived: { chargeId: string };
  chargeChanged: { chargeId: string; event: string };
}

export type DocumentSignal = keyof DocumentMessages;

/** One line per signal for `temporal workflow metadata` and the UI. */
export const documentSignals: Record<DocumentSignal, string> = {
  documentSent: 'The document went out in a remittance, or is transmitted again: register its charge.',
  documentAmended: 'The ERP edited the document: bring Asaas to its newest version.',
  cancellationRequested: 'Someone wants the charge removed.',
  cashReceived: 'The payer paid outside Asaas.',
  cashReceiptUndone: 'A cash receipt was a mistake.',
  chargeSeen: 'Asaas named a charge with our reference while the outcome of its creation was unknown.',
  chargeOverdue: 'Asaas says the charge is past its due date.',
  paymentConfirmed: 'Asaas says the payer paid; the money is not available yet.',
  paymentReceived: 'Asaas says the money is available: read the charge back and settle.',
  chargeChanged: 'Asaas says something else happened to the charge: read it back and book what it says.',
};

/** A message as its signal delivers it. `seq` orders the messages of one document, without gaps. */
export interface Delivered<Name extends DocumentSignal = DocumentSignal> {
  messageId: string;
  seq: number;
  facts: DocumentMessages[Name];
}

export interface DocumentStart {
  tenantId: string;
  documentId: string;
}

export interface RemittanceStart {
  tenantId: string;
  remittanceId: string;
}

export interface ReceiptStart {
  tenantId: string;
  accountId: string;
  chargeId: string;
}
