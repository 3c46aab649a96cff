/** Where a document stands in its life. The order is the one a reader would tell it in. */
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

/** What can happen to a document. Facts, in the past; only those with a move below change its status. */
export type DocumentEvent =
  | 'document.sent'
  | 'charge.registered'
  | 'charge.refused'
  | 'charge.unknown'
  | 'charge.absent'
  | 'charge.removed'
  | 'charge.restored'
  | 'due-date.passed'
  | 'due-date.extended'
  | 'payment.confirmed'
  | 'payment.received'
  | 'payment.refunded'
  | 'settlement.undone';

/** Every legal move. An event without an entry is late or a duplicate, and changes nothing. */
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
  // A payer may still pay a slip that was removed an hour ago: the money is real, so it is booked.
  cancelled: {
    'document.sent': 'registering',
    'charge.restored': 'registered',
    'payment.confirmed': 'paid',
    'payment.received': 'settled',
  },
  refunded: {},
};

/** The status after an event, or the same status when the event has no move from here. */
export function nextStatus(status: DocumentStatus, event: DocumentEvent): DocumentStatus {
  return moves[status][event] ?? status;
}

/** Whether the event changes a document that stands at `status`. */
export function canHappen(status: DocumentStatus, event: DocumentEvent): boolean {
  return moves[status][event] !== undefined;
}

/** What a person may ask of a document. */
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
  // Who paid twice shows up as a receipt that nobody asked for: booked, it is flagged for a refund.
  paid: ['assignReceipt'],
  settled: ['undoCashReceipt', 'assignReceipt'],
  cancelled: ['send', 'assignReceipt'],
  refunded: [],
};

/** Whether a person may ask this of a document at `status`. A cash receipt alone can be undone; the ledger knows which it was. */
export function isAllowed(status: DocumentStatus, action: DocumentAction): boolean {
  return actions[status].includes(action);
}

/** The statuses from which a person may ask for `action`, to name them in a refusal. */
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

/** Whether nothing is expected any more, though a late payment, a credit or a refund may still come. */
export function isOver(status: DocumentStatus): boolean {
  return phases[status] === 'over';
}

/** Whether news from Asaas is still expected, of its registration, its payment or its credit. */
export function awaitsNews(status: DocumentStatus): boolean {
  return isLive(status) || status === 'registering' || status === 'uncertain' || status === 'paid';
}

/** The word the clerk reads. */
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

/** Marks beside the status, each kept with its reason. */
export const documentFlags = [
  'diverged',
  'paid_twice',
  'paid_after_cancellation',
  'amendment_refused',
  'cancellation_refused',
  'amount_differs',
  'partially_refunded',
  'surplus_charge',
  'charge_unknown',
] as const;

export type DocumentFlag = (typeof documentFlags)[number];
