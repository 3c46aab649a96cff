import { IconAlertTriangle, IconArrowsExchange, IconCircleCheck, IconReceiptTax } from '@tabler/icons-react';
import type { StatementLine } from '../../client/api.ts';
import type { Look } from '../../words/statuses.ts';

export const kindLabels: Record<StatementLine['kind'], string> = {
  payment: 'Cobrança recebida',
  payment_fee: 'Tarifa de recebimento',
  refund: 'Estorno',
  chargeback: 'Contestação',
  notice_fee: 'Tarifa de notificação',
  transfer: 'Transferência',
  transfer_fee: 'Tarifa de transferência',
  other: 'Outro movimento',
};

export const explanationLooks: Record<StatementLine['explanation'], Look> = {
  unexplained: {
    label: 'Sem explicação',
    tone: 'bad',
    icon: IconAlertTriangle,
    hint: 'Nada nos nossos livros diz o mesmo.',
  },
  booked: {
    label: 'Confere',
    tone: 'good',
    icon: IconCircleCheck,
    hint: 'A baixa nos nossos livros diz o mesmo, ao centavo.',
  },
  known_cost: {
    label: 'Custo conhecido',
    tone: 'calm',
    icon: IconReceiptTax,
    hint: 'Tarifa de notificação, pelo preço do Asaas, ou de transferência.',
  },
  own_movement: {
    label: 'Movimento próprio',
    tone: 'calm',
    icon: IconArrowsExchange,
    hint: 'Transferência da própria conta.',
  },
};

/** The same in the plural, as tabs say them. */
export const explanationTabs: Record<StatementLine['explanation'], string> = {
  unexplained: 'Sem explicação',
  booked: 'Conferem',
  known_cost: 'Custos conhecidos',
  own_movement: 'Movimentos próprios',
};

/** What helps with a line that nothing explains. */
export function helpFor({ kind, chargeId, documentId, bookedCents }: StatementLine): string {
  if (kind === 'notice_fee') {
    return bookedCents === 0
      ? 'As notificações estão desligadas: confira a tarifa no site do Asaas.'
      : 'O valor difere das tarifas da conta: confira as notificações e as tarifas no Asaas.';
  }
  if (kind === 'payment' && bookedCents === null) {
    return documentId
      ? 'Pago no Asaas e ainda sem baixa aqui: use Conciliar agora, ou um Retorno de cobrança deste dia.'
      : 'Pago no Asaas por uma cobrança que não é daqui: use Conciliar agora, e atribua o recebimento.';
  }
  if (chargeId) return 'O valor difere da baixa: confira a cobrança no site do Asaas.';
  return 'Movimento que só o Asaas explica: confira no extrato do site dele.';
}
