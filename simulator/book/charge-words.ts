import type { ChargeStatus } from '../store/schema.ts';

/** What people read of a charge's status. */
export const statusLabels: Record<ChargeStatus, string> = {
  PENDING: 'Aguardando pagamento',
  OVERDUE: 'Vencida',
  CONFIRMED: 'Paga, a creditar',
  RECEIVED: 'Recebida',
  RECEIVED_IN_CASH: 'Recebida em dinheiro',
  REFUND_REQUESTED: 'Estorno solicitado',
  REFUNDED: 'Estornada',
  CHARGEBACK_REQUESTED: 'Pagamento contestado',
  CHARGEBACK_DISPUTE: 'Pagamento em disputa',
  AWAITING_CHARGEBACK_REVERSAL: 'Disputa ganha, aguardando o repasse',
};
