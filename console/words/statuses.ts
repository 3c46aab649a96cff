import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconBan,
  IconCalendarDue,
  IconCircleCheck,
  IconCircleX,
  IconClockHour4,
  IconCoins,
  IconHelpHexagon,
  IconSend,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Document, Flag, Status } from '../client/api.ts';

/** How a state is shown: always an icon and a word besides the colour. */
export interface Look {
  label: string;
  tone: Tone;
  icon: TablerIcon;
  /** What it means and what can be done, for who does not know the word. */
  hint: string;
}

export type Tone = 'good' | 'bad' | 'warn' | 'busy' | 'calm' | 'done';

export const statusLooks: Record<Status, Look> = {
  pending: { label: 'A enviar', tone: 'calm', icon: IconSend, hint: 'Ainda em nenhuma remessa.' },
  registering: { label: 'Enviando', tone: 'busy', icon: IconClockHour4, hint: 'Sendo registrado no Asaas.' },
  uncertain: {
    label: 'Resultado incerto',
    tone: 'warn',
    icon: IconHelpHexagon,
    hint: 'O Asaas não respondeu ao registro. Resolve-se sozinho; não envie de novo.',
  },
  rejected: {
    label: 'Rejeitado',
    tone: 'bad',
    icon: IconCircleX,
    hint: 'O Asaas recusou. Corrija e transmita novamente, ou cancele.',
  },
  registered: {
    label: 'Registrado',
    tone: 'good',
    icon: IconCircleCheck,
    hint: 'Boleto à espera do pagador.',
  },
  overdue: {
    label: 'Vencido',
    tone: 'bad',
    icon: IconCalendarDue,
    hint: 'Registrado, e o vencimento passou.',
  },
  paid: { label: 'Pago (a creditar)', tone: 'done', icon: IconCoins, hint: 'Pago; o crédito ainda virá.' },
  settled: { label: 'Baixado', tone: 'done', icon: IconCoins, hint: 'Recebido e baixado.' },
  cancelled: { label: 'Cancelado', tone: 'calm', icon: IconBan, hint: 'Retirado da cobrança.' },
  refunded: { label: 'Estornado', tone: 'warn', icon: IconArrowBackUp, hint: 'O valor foi devolvido.' },
};

export const statuses = Object.keys(statusLooks) as Status[];

export const flagLabels: Record<Flag, string> = {
  diverged: 'Divergente do Asaas',
  paid_twice: 'Pago em duplicidade',
  paid_after_cancellation: 'Pago depois de cancelado',
  amendment_refused: 'Alteração recusada',
  cancellation_refused: 'Cancelamento recusado',
  amount_differs: 'Valor recebido diferente',
  superseded_slip_paid: 'Boleto anterior à alteração pago',
  paid_in_part: 'Pago em parte',
  partially_refunded: 'Devolvido em parte',
  refund_requested: 'Devolução pedida',
  refund_denied: 'Devolução recusada',
  chargeback_requested: 'Pagamento contestado',
  chargeback_in_dispute: 'Contestação em disputa',
  chargeback_lost: 'Contestação perdida',
  surplus_charge: 'Cobrança sobrando',
  charge_unknown: 'Estado desconhecido no Asaas',
};

export const flags = Object.keys(flagLabels) as Flag[];
export const flagIcon = IconAlertTriangle;

type Action = 'send' | 'amend' | 'cancel' | 'receiveInCash' | 'undoCashReceipt' | 'print';

const allowed: Record<Action, readonly Status[]> = {
  send: ['pending', 'rejected', 'cancelled'],
  amend: ['pending', 'registering', 'uncertain', 'rejected', 'registered', 'overdue'],
  cancel: ['pending', 'registering', 'uncertain', 'rejected', 'registered', 'overdue'],
  receiveInCash: ['registered', 'overdue'],
  undoCashReceipt: ['settled'],
  print: ['registered', 'overdue'],
};

/** Why this cannot be asked of the document now, or undefined when it can. The API judges again. */
export function disabledReason(action: Action, document: Pick<Document, 'status'>): string | undefined {
  if (allowed[action].includes(document.status)) return undefined;
  const names = allowed[action].map((status) => statusLooks[status].label).join(', ');
  return `O documento está ${statusLooks[document.status].label}; só é possível quando está: ${names}.`;
}
