import {
  IconCircleCheck,
  IconCircleX,
  IconClockHour4,
  IconHandStop,
  IconPlayerPause,
} from '@tabler/icons-react';
import type { Delivery, Endpoint } from '../../client/api.ts';
import type { Look } from '../../words/statuses.ts';
import { eventLabel, isEventType } from '../events/event-words.ts';

export const endpointLooks: Record<Endpoint['status'], Look> = {
  pending: {
    label: 'A confirmar',
    tone: 'busy',
    icon: IconClockHour4,
    hint: 'Recebe eventos quando o endereço responder ao desafio. O que há para enviar espera.',
  },
  active: { label: 'Ativo', tone: 'good', icon: IconCircleCheck, hint: 'Recebe cada evento em segundos.' },
  paused: {
    label: 'Pausado',
    tone: 'warn',
    icon: IconPlayerPause,
    hint: 'Nada se perde: o que espera sai em ordem quando for reativado.',
  },
  parked: {
    label: 'Parado',
    tone: 'bad',
    icon: IconHandStop,
    hint: 'O endereço recusou, ou falhou por uma semana. Nada se perde: reative-o.',
  },
};

export const deliveryLooks: Record<Delivery['status'], Look> = {
  waiting: {
    label: 'Na fila',
    tone: 'busy',
    icon: IconClockHour4,
    hint: 'Sai assim que o endereço aceitar.',
  },
  delivered: { label: 'Entregue', tone: 'good', icon: IconCircleCheck, hint: 'O endereço respondeu 2xx.' },
  given_up: {
    label: 'Desistida',
    tone: 'bad',
    icon: IconCircleX,
    hint: 'Falhou por uma semana. Corrija o endereço e repita a entrega.',
  },
};

/** The same in the plural, as tabs say them. */
export const deliveryTabs: Record<Delivery['status'], string> = {
  waiting: 'Na fila',
  delivered: 'Entregues',
  given_up: 'Desistidas',
};

/** What a delivery tells of. */
export function deliveryLabel(type: string): string {
  return isEventType(type) ? eventLabel(type) : 'Entrega de teste';
}

/** What the address answered at the last try. */
export function answerWords({ httpStatus, error, attempts }: Delivery): string {
  if (attempts === 0) return '—';
  return httpStatus === null ? (error ?? 'Sem resposta') : `HTTP ${httpStatus}`;
}
