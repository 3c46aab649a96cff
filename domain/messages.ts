import type { HoldCause } from './hold.ts';

/**
 * The names and facts of all messages to workflows. A name never changes, because histories contain it. A signal has
 * only ids and small facts (no names, tax ids, bodies or keys), because operators read histories.
 */

/** The argument that starts each workflow: only ids. The workflow reads everything else from its row. */
export interface WorkflowStarts {
  receivableDocument: DocumentStart;
  remittance: RemittanceStart;
  settlementReturn: SettlementReturnStart;
  unidentifiedReceipt: ReceiptStart;
  accountCare: AccountStart;
  accountReconciliation: AccountStart;
  accountNotices: AccountStart;
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

/** The workflow id of each subject: one subject has one run. */
export const workflowIds: { [Type in WorkflowType]: (start: WorkflowStarts[Type]) => string } = {
  receivableDocument: ({ tenantId, documentId }) => `document/${tenantId}/${documentId}`,
  remittance: ({ tenantId, remittanceId }) => `remittance/${tenantId}/${remittanceId}`,
  settlementReturn: ({ tenantId, returnId }) => `return/${tenantId}/${returnId}`,
  unidentifiedReceipt: ({ tenantId, accountId, chargeId }) => `receipt/${tenantId}/${accountId}/${chargeId}`,
  accountCare: ({ tenantId, accountId }) => `account/${tenantId}/${accountId}`,
  accountReconciliation: ({ tenantId, accountId }) => `reconciliation/${tenantId}/${accountId}`,
  accountNotices: ({ tenantId, accountId }) => `notices/${tenantId}/${accountId}`,
  erpDelivery: ({ tenantId, endpointId }) => `delivery/${tenantId}/${endpointId}`,
};

/** Every message to a document's workflow, by the name of its signal, with its facts. */
export interface DocumentFacts {
  documentSent: { remittanceId: string | null };
  documentAmended: { version: number };
  cancellationRequested: { reason: string };
  cashReceived: { amountCents: number; paidOn: string };
  cashReceiptUndone: { reason: string };
  chargeSeen: { chargeId: string };
  chargeOverdue: { chargeId: string; dueDate: string };
  /** `creditOn`: when Asaas makes the money available, if it said so. */
  paymentConfirmed: { chargeId: string; creditOn?: string };
  /**
   * A webhook, a settlement return or the reconciliation leaves this message. The latter two say so, and a return says
   * which return waits for the outcome.
   */
  paymentReceived: { chargeId: string; source?: 'settlement_return' | 'reconciliation'; returnId?: string };
  chargeChanged: { chargeId: string; event: string };
  receiptAssigned: { receiptId: string };
  holdLifted: { cause: HoldCause };
  runRebuilt: Record<string, never>;
}

export type DocumentSignal = keyof DocumentFacts;

/** A message for a document's workflow: its signal and its facts. */
export type DocumentMessage = {
  [Signal in DocumentSignal]: { signal: Signal; facts: DocumentFacts[Signal] };
}[DocumentSignal];

/** The argument of a signal. `seq` numbers the messages of one workflow, without gaps. */
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
  runRebuilt: 'O Temporal perdeu a execução do documento: ler a linha e continuar de onde ela está.',
};

const bookings: ReadonlySet<DocumentSignal> = new Set<DocumentSignal>([
  'cashReceived',
  'cashReceiptUndone',
  'paymentReceived',
  'chargeChanged',
  'receiptAssigned',
]);

/**
 * Whether the message asks to book something that no row remembers. Such a message must be kept until the booking is
 * done.
 */
export function isBooking(signal: DocumentSignal): boolean {
  return bookings.has(signal);
}

/** The messages to a remittance's run. */
export const remittanceSignals = {
  remittanceSent: 'A remessa foi criada, ou transmitida novamente.',
} as const;

export type RemittanceSignal = keyof typeof remittanceSignals;

/** The messages to a settlement return's run. The row says what to do. */
export const returnSignals = {
  returnRequested: 'Alguém quer ver o que a conta recebeu em um período: ler no Asaas.',
  processingRequested: 'Alguém escolheu pagamentos para processar: baixar.',
} as const;

export type ReturnSignal = keyof typeof returnSignals;

/** The messages to the run that stores an unidentified receipt. */
export const receiptSignals = {
  paymentReceived: 'O Asaas diz que uma cobrança desconhecida foi paga.',
} as const;

export type ReceiptSignal = keyof typeof receiptSignals;

/** The messages to the run that looks after an account. All mean: check now. */
export const accountSignals = {
  accountAdded: 'A conta foi cadastrada: começar a cuidar dela.',
  keyChanged: 'A conta tem uma chave nova, ou a que tinha voltou a ser aceita.',
  keyEnabled: 'O Asaas diz que uma chave da conta foi reativada: tentar a nossa, se foi recusada.',
  keyGone: 'O Asaas diz que uma chave da conta morreu: conferir se é a nossa.',
  webhookRepaired: 'Alguém criou, corrigiu ou retomou o webhook.',
  accountDisabled: 'A conta foi desativada: deixar de conferir o webhook.',
  accountEnabled: 'A conta foi reativada: conferir o webhook de novo.',
  asaasUnavailable: 'Um documento da conta não alcançou o Asaas: conferir mais vezes até que responda.',
} as const;

export type AccountSignal = keyof typeof accountSignals;

/** The messages to the run that delivers to one endpoint of the ERP. Both mean: check now. */
export const endpointSignals = {
  eventsAdded: 'Há eventos novos para entregar ao ERP.',
  endpointChanged: 'Alguém alterou, reativou ou testou o endereço, ou pediu eventos de novo.',
} as const;

export type EndpointSignal = keyof typeof endpointSignals;

/** The messages to the run that reconciles an account. */
export const reconciliationSignals = {
  reconciliationDue: 'Está na hora de conciliar a conta, ou alguém pediu.',
} as const;

/** The messages to the run that tells Asaas which payers of an account get notices. */
export const noticesSignals = {
  noticesChanged:
    'Os avisos da conta mudaram, ou há pagadores que o Asaas ainda não conhece assim: informar.',
} as const;
