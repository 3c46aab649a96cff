import {
  IconBan,
  IconCircleCheck,
  IconCircleX,
  IconClockHour4,
  IconHelpHexagon,
  IconHourglass,
} from '@tabler/icons-react';
import type { Remittance } from '../../client/api.ts';
import type { Look } from '../../words/statuses.ts';
import type { Outcome } from './remittance-search.ts';

export const outcomeLooks: Record<Outcome, Look> = {
  waiting: { label: 'Aguardando', tone: 'busy', icon: IconClockHour4, hint: 'Ainda sem resultado.' },
  registered: { label: 'Registrado', tone: 'good', icon: IconCircleCheck, hint: 'O Asaas aceitou.' },
  rejected: {
    label: 'Rejeitado',
    tone: 'bad',
    icon: IconCircleX,
    hint: 'O Asaas recusou: corrija e transmita novamente.',
  },
  uncertain: {
    label: 'Incerto',
    tone: 'warn',
    icon: IconHelpHexagon,
    hint: 'Sem resposta do Asaas; resolve-se sozinho.',
  },
  cancelled: {
    label: 'Cancelado',
    tone: 'calm',
    icon: IconBan,
    hint: 'Cancelado antes de ser registrado, ou depois.',
  },
};

export const remittanceLooks: Record<Remittance['status'], Look> = {
  sending: {
    label: 'Enviando',
    tone: 'busy',
    icon: IconClockHour4,
    hint: 'Os documentos estão sendo entregues ao Asaas.',
  },
  waiting: {
    label: 'Aguardando resultados',
    tone: 'busy',
    icon: IconHourglass,
    hint: 'Tudo foi entregue; faltam resultados.',
  },
  completed: {
    label: 'Concluída',
    tone: 'good',
    icon: IconCircleCheck,
    hint: 'Todos os documentos têm resultado.',
  },
};
