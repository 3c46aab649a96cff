/** The statuses of a document, in the usual order of its life. */
export const documentStatuses = [
  'pending',
  'registering',
  'uncertain',
  'rejected',
  'registered',
  'overdue',
  'paid',
  'settled',
  'cancelled',
  'refunded',
] as const;

export type DocumentStatus = (typeof documentStatuses)[number];

/** What can happen to a document, in the past tense. Only an event with a move below changes the status. */
export const documentEvents = [
  'document.sent',
  'charge.registered',
  'charge.refused',
  'charge.unknown',
  'charge.absent',
  'charge.removed',
  'charge.restored',
  'due-date.passed',
  'due-date.extended',
  'payment.confirmed',
  'payment.received',
  'payment.refunded',
  'settlement.undone',
] as const;

export type DocumentEvent = (typeof documentEvents)[number];

/** Every legal move. An event without a move is late or a duplicate, and changes nothing. */
const moves: Record<DocumentStatus, Partial<Record<DocumentEvent, DocumentStatus>>> = {
  pending: { 'document.sent': 'registering', 'charge.removed': 'cancelled' },
  registering: {
    'charge.registered': 'registered',
    'charge.refused': 'rejected',
    'charge.unknown': 'uncertain',
    'charge.removed': 'cancelled',
  },
  uncertain: {
    'charge.registered': 'registered',
    'charge.refused': 'rejected',
    'charge.absent': 'registering',
  },
  rejected: { 'document.sent': 'registering', 'charge.removed': 'cancelled' },
  registered: {
    'due-date.passed': 'overdue',
    'payment.confirmed': 'paid',
    'payment.received': 'settled',
    'charge.removed': 'cancelled',
  },
  overdue: {
    'due-date.extended': 'registered',
    'payment.confirmed': 'paid',
    'payment.received': 'settled',
    'charge.removed': 'cancelled',
  },
  paid: { 'payment.received': 'settled', 'payment.refunded': 'refunded' },
  settled: { 'settlement.undone': 'registered', 'payment.refunded': 'refunded' },
  // A payer can pay a boleto after its charge was removed. The money is real, so it is booked.
  cancelled: {
    'document.sent': 'registering',
    'charge.restored': 'registered',
    'payment.confirmed': 'paid',
    'payment.received': 'settled',
  },
  refunded: {},
};

/** The status after an event. The same status when the event has no move from here. */
export function nextStatus(status: DocumentStatus, event: DocumentEvent): DocumentStatus {
  return moves[status][event] ?? status;
}

/** Whether the event changes a document in this status. */
export function canHappen(status: DocumentStatus, event: DocumentEvent): boolean {
  return moves[status][event] !== undefined;
}

/** What a person may ask for a document. */
export type DocumentAction =
  | 'send'
  | 'amend'
  | 'cancel'
  | 'receiveInCash'
  | 'undoCashReceipt'
  | 'print'
  | 'assignReceipt';

const actions: Record<DocumentStatus, readonly DocumentAction[]> = {
  pending: ['send', 'amend', 'cancel'],
  registering: ['amend', 'cancel'],
  uncertain: ['amend', 'cancel'],
  rejected: ['send', 'amend', 'cancel'],
  registered: ['amend', 'cancel', 'receiveInCash', 'print', 'assignReceipt'],
  overdue: ['amend', 'cancel', 'receiveInCash', 'print', 'assignReceipt'],
  // A payer who paid twice appears here as an unidentified receipt. Once it is booked, a flag says that it must be
  // refunded.
  paid: ['assignReceipt'],
  settled: ['undoCashReceipt', 'assignReceipt'],
  cancelled: ['send', 'assignReceipt'],
  refunded: [],
};

/**
 * Whether a person may ask for this action in this status. Only a cash receipt can be undone; the ledger knows whether
 * it was cash.
 */
export function isAllowed(status: DocumentStatus, action: DocumentAction): boolean {
  return actions[status].includes(action);
}

/** The statuses in which a person may ask for `action`. A refusal names them. */
export function statusesAllowing(action: DocumentAction): DocumentStatus[] {
  return documentStatuses.filter((status) => isAllowed(status, action));
}

const phases: Record<DocumentStatus, 'before' | 'live' | 'over'> = {
  pending: 'before',
  registering: 'before',
  uncertain: 'before',
  rejected: 'before',
  registered: 'live',
  overdue: 'live',
  paid: 'over',
  settled: 'over',
  cancelled: 'over',
  refunded: 'over',
};

/** Whether a charge of the document waits for its payer at Asaas. */
export function isLive(status: DocumentStatus): boolean {
  return phases[status] === 'live';
}

/** Whether nothing more is expected. A late payment, a credit or a refund may still come. */
export function isOver(status: DocumentStatus): boolean {
  return phases[status] === 'over';
}

/** Whether Asaas will still tell something about its registration, its payment or its credit. */
export function awaitsNews(status: DocumentStatus): boolean {
  return isLive(status) || status === 'registering' || status === 'uncertain' || status === 'paid';
}

/** The word that the clerk reads. */
export const statusLabels: Record<DocumentStatus, string> = {
  pending: 'A enviar',
  registering: 'Enviando',
  uncertain: 'Resultado incerto',
  rejected: 'Rejeitado',
  registered: 'Registrado',
  overdue: 'Vencido',
  paid: 'Pago (a creditar)',
  settled: 'Baixado',
  cancelled: 'Cancelado',
  refunded: 'Estornado',
};

/** Marks beside the status, each with its reason. */
export const documentFlags = [
  'diverged',
  'paid_twice',
  'paid_after_cancellation',
  'amendment_refused',
  'cancellation_refused',
  'amount_differs',
  'superseded_slip_paid',
  'paid_in_part',
  'partially_refunded',
  'refund_requested',
  'refund_denied',
  'chargeback_requested',
  'chargeback_in_dispute',
  'chargeback_lost',
  'surplus_charge',
  'charge_unknown',
] as const;

export type DocumentFlag = (typeof documentFlags)[number];
