import type { Schemas } from '../../client/api.ts';

type EventType = Schemas['Event']['type'];

/** What the ERP is told, in the clerk's words. */
const labels: Record<EventType, string> = {
  'document.registered': 'Documento registrado',
  'document.rejected': 'Documento rejeitado',
  'document.uncertain': 'Resultado incerto',
  'document.amended': 'Alteração levada ao Asaas',
  'document.amendment_refused': 'Alteração recusada',
  'document.overdue': 'Documento vencido',
  'document.paid': 'Documento pago',
  'document.settled': 'Documento baixado',
  'document.paid_twice': 'Pago em duplicidade',
  'document.surplus_paid': 'Pago por outra cobrança',
  'document.superseded_slip_paid': 'Pago por boleto anterior',
  'document.cancelled': 'Documento cancelado',
  'document.cancellation_refused': 'Cancelamento recusado',
  'document.refunded': 'Documento estornado',
  'document.refund_denied': 'Devolução recusada pelo banco',
  'document.chargeback_opened': 'Pagamento contestado',
  'document.chargeback_disputed': 'Contestação em disputa',
  'document.chargeback_reversed': 'Contestação ganha',
  'document.chargeback_lost': 'Contestação perdida',
  'document.settlement_undone': 'Baixa desfeita',
  'document.cash_receipt_refused': 'Baixa em dinheiro recusada',
  'document.diverged': 'Documento divergente',
  'receipt.unidentified': 'Recebimento não identificado',
  'remittance.completed': 'Remessa concluída',
  'account.key_refused': 'Chave da conta recusada',
  'account.key_accepted': 'Chave da conta aceita',
  'account.key_expiring': 'Chave da conta vai expirar',
  'account.webhook_interrupted': 'Webhook interrompido',
  'account.webhook_resumed': 'Webhook retomado',
  'webhook_endpoint.parked': 'Entregas ao ERP paradas',
};

export function eventLabel(type: EventType): string {
  return labels[type];
}

export const eventTypes = Object.keys(labels) as EventType[];

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(labels, type);
}
