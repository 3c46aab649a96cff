import type { HoldCause } from './hold.ts';

/**
 * The words in which the outside and the workflows speak. Names are kept for ever, since histories hold them.
 * A signal carries ids and small facts only (no names, tax ids, bodies or keys): operators read histories.
 */

/** What each workflow is started with: ids alone. Whatever else it needs it reads from its row. */
export interface WorkflowStarts {
  receivableDocument: DocumentStart;
  remittance: RemittanceStart;
  settlementReturn: SettlementReturnStart;
  unidentifiedReceipt: ReceiptStart;
  accountCare: AccountStart;
  accountReconciliation: AccountStart;
  erpDelivery: EndpointStart;
}

export type WorkflowType = keyof WorkflowStarts;

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

export interface AccountStart {
  tenantId: string;
  accountId: string;
}

export interface EndpointStart {
  tenantId: string;
  endpointId: string;
}

/** The id of the one run that is about this. */
export const workflowIds: { [Type in WorkflowType]: (start: WorkflowStarts[Type]) => string } = {
  receivableDocument: ({ tenantId, documentId }) => `document/${tenantId}/${documentId}`,
  remittance: ({ tenantId, remittanceId }) => `remittance/${tenantId}/${remittanceId}`,
  settlementReturn: ({ tenantId, returnId }) => `return/${tenantId}/${returnId}`,
  unidentifiedReceipt: ({ tenantId, accountId, chargeId }) => `receipt/${tenantId}/${accountId}/${chargeId}`,
  accountCare: ({ tenantId, accountId }) => `account/${tenantId}/${accountId}`,
  accountReconciliation: ({ tenantId, accountId }) => `reconciliation/${tenantId}/${accountId}`,
  erpDelivery: ({ tenantId, endpointId }) => `delivery/${tenantId}/${endpointId}`,
};

/** Every message a document's workflow listens to, by the name of its signal, with the facts it carries. */
export interface DocumentFacts {
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
  holdLifted: { cause: HoldCause };
}

export type DocumentSignal = keyof DocumentFacts;

/** A message for a document's workflow: which signal, with its facts. */
export type DocumentMessage = {
  [Signal in DocumentSignal]: { signal: Signal; facts: DocumentFacts[Signal] };
}[DocumentSignal];

/** What a signal carries. `seq` orders the messages of one document, without gaps. */
export interface SignalArgument<Facts> {
  messageId: string;
  seq: number;
  facts: Facts;
}

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
  holdLifted: 'O que impedia o documento passou: tentar de novo.',
};

const bookings: ReadonlySet<DocumentSignal> = new Set<DocumentSignal>([
  'cashReceived',
  'cashReceiptUndone',
  'paymentReceived',
  'chargeChanged',
  'receiptAssigned',
]);

/** Whether the message asks to book something that no row remembers: until it is done, the message must be kept. */
export function isBooking(signal: DocumentSignal): boolean {
  return bookings.has(signal);
}

/** What a remittance's run listens to. */
export const remittanceSignals = {
  remittanceSent: 'A remessa foi criada, ou transmitida novamente.',
} as const;

export type RemittanceSignal = keyof typeof remittanceSignals;

/** What a settlement return's run listens to; what is wanted stands in its row. */
export const returnSignals = {
  returnRequested: 'Alguém quer ver o que a conta recebeu em um período: ler no Asaas.',
  processingRequested: 'Alguém escolheu pagamentos para processar: baixar.',
} as const;

export type ReturnSignal = keyof typeof returnSignals;

/** What the keeping of an unidentified receipt listens to. */
export const receiptSignals = {
  paymentReceived: 'O Asaas diz que uma cobrança desconhecida foi paga.',
} as const;

export type ReceiptSignal = keyof typeof receiptSignals;

/** What the run that looks after an account listens to. All mean: look now. */
export const accountSignals = {
  accountAdded: 'A conta foi cadastrada: começar a cuidar dela.',
  keyChanged: 'A conta tem uma chave nova, ou a que tinha voltou a ser aceita.',
  webhookRepaired: 'Alguém criou, corrigiu ou retomou o webhook.',
  accountDisabled: 'A conta foi desativada: deixar de conferir o webhook.',
  accountEnabled: 'A conta foi reativada: conferir o webhook de novo.',
  asaasUnavailable: 'Um documento da conta não alcançou o Asaas: conferir mais vezes até que responda.',
} as const;

export type AccountSignal = keyof typeof accountSignals;

/** What the run that delivers to one of the ERP's endpoints listens to. Both mean: look now. */
export const endpointSignals = {
  eventsAdded: 'Há eventos novos para entregar ao ERP.',
  endpointChanged: 'Alguém alterou, reativou ou testou o endereço, ou pediu eventos de novo.',
} as const;

export type EndpointSignal = keyof typeof endpointSignals;

/** What the reconciliation of an account listens to. */
export const reconciliationSignals = {
  reconciliationDue: 'Está na hora de conciliar a conta, ou alguém pediu.',
} as const;
