import { defineSearchAttributeKey } from '@temporalio/common';

/**
 * The words in which the outside and the workflows speak: names are kept for ever, since histories hold them.
 * A signal carries ids and small facts only (no names, tax ids, bodies or keys): operators read histories.
 */

export const taskQueues = { receivables: 'receivables', asaas: 'asaas' } as const;

export const workflowTypes = {
  receivableDocument: 'receivableDocument',
  remittance: 'remittance',
  settlementReturn: 'settlementReturn',
  unidentifiedReceipt: 'unidentifiedReceipt',
  accountCare: 'accountCare',
} as const;

export type WorkflowType = keyof typeof workflowTypes;

export const workflowIds = {
  receivableDocument: (tenantId: string, documentId: string) => `document/${tenantId}/${documentId}`,
  remittance: (tenantId: string, remittanceId: string) => `remittance/${tenantId}/${remittanceId}`,
  settlementReturn: (tenantId: string, returnId: string) => `return/${tenantId}/${returnId}`,
  unidentifiedReceipt: (tenantId: string, accountId: string, chargeId: string) =>
    `receipt/${tenantId}/${accountId}/${chargeId}`,
  accountCare: (tenantId: string, accountId: string) => `account/${tenantId}/${accountId}`,
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
  /** A settlement return leaves it too, and then says so and which one waits for the outcome. */
  paymentReceived: { chargeId: string; source?: 'settlement_return'; returnId?: string };
  chargeChanged: { chargeId: string; event: string };
  receiptAssigned: { receiptId: string };
}

export type DocumentSignal = keyof DocumentMessages;

/** One line per signal, for the operator who opens a run in the Temporal UI. */
export const documentSignals: Record<DocumentSignal, string> = {
  documentSent: 'O documento saiu em remessa, ou é transmitido novamente: registrar a cobrança.',
  documentAmended: 'O ERP alterou o documento: levar a versão mais nova ao Asaas.',
  cancellationRequested: 'Alguém quer a cobrança removida.',
  cashReceived: 'O pagador pagou fora do Asaas.',
  cashReceiptUndone: 'O recebimento em dinheiro foi um engano.',
  chargeSeen: 'O Asaas citou uma cobrança com a nossa referência enquanto o resultado do envio era incerto.',
  chargeOverdue: 'O Asaas diz que a cobrança venceu.',
  paymentConfirmed: 'O Asaas diz que o pagador pagou; o dinheiro ainda não está disponível.',
  paymentReceived: 'O Asaas diz que o dinheiro está disponível: reler a cobrança e baixar.',
  chargeChanged: 'O Asaas diz que algo mais aconteceu com a cobrança: reler e lançar o que ela disser.',
  receiptAssigned:
    'Alguém atribuiu ao documento um recebimento não identificado: remover a cobrança própria e baixar.',
};

/** Every message a settlement return listens to; what is wanted stands in its row. */
export const returnSignals = {
  returnRequested: 'Alguém quer ver o que a conta recebeu em um período: ler no Asaas.',
  processingRequested: 'Alguém escolheu pagamentos para processar: baixar.',
} as const;

export type ReturnSignal = keyof typeof returnSignals;

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

export interface SettlementReturnStart {
  tenantId: string;
  returnId: string;
}

export interface ReceiptStart {
  tenantId: string;
  accountId: string;
  chargeId: string;
}

/** What the run that looks after an account listens to, with one line each for the operator. All mean: look now. */
export const accountSignals = {
  accountAdded: 'A conta foi cadastrada: começar a cuidar dela.',
  keyChanged: 'A conta tem uma chave nova, ou a que tinha voltou a ser aceita.',
  webhookRepaired: 'Alguém criou, corrigiu ou retomou o webhook.',
  accountDisabled: 'A conta foi desativada: deixar de conferir o webhook.',
  accountEnabled: 'A conta foi reativada: conferir o webhook de novo.',
} as const;

export type AccountSignal = keyof typeof accountSignals;

export interface AccountStart {
  tenantId: string;
  accountId: string;
}
