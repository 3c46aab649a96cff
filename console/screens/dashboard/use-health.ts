import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconClockPause,
  IconHourglass,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../../client/api.ts';
import type { Look } from '../../words/statuses.ts';

export type Health = Schemas['Health'];
export type AccountHealth = Health['accounts'][number];

type StateLook = Pick<Look, 'label' | 'tone' | 'icon'>;

const lookAgainMs = 10_000;

/** Whether somebody works on the documents, and how each account stands. */
export function useHealth() {
  return useQuery({
    queryKey: ['health'],
    queryFn: () => ask(api.GET('/v1/health')),
    refetchInterval: lookAgainMs,
  });
}

export const workerLooks: Record<Health['workers']['state'], StateLook> = {
  working: { label: 'Processamento ativo', tone: 'good', icon: IconCircleCheck },
  idle: { label: 'Processamento sem trabalho', tone: 'warn', icon: IconClockPause },
  silent: { label: 'Processamento parado', tone: 'bad', icon: IconCircleX },
};

export const relayLooks: Record<Health['relay']['state'], StateLook> = {
  working: { label: 'Mensagens em dia', tone: 'good', icon: IconCircleCheck },
  late: { label: 'Mensagens esperando', tone: 'warn', icon: IconHourglass },
  silent: { label: 'Mensagens paradas', tone: 'bad', icon: IconCircleX },
};

export const quotaLooks: Record<AccountHealth['quota']['state'], StateLook> = {
  plenty: { label: 'Cota livre', tone: 'good', icon: IconCircleCheck },
  settling: { label: 'Cota quase no fim', tone: 'warn', icon: IconHourglass },
  used_up: { label: 'Cota esgotada', tone: 'bad', icon: IconCircleX },
};

export const reconciliationLooks: Record<AccountHealth['reconciliation']['state'], StateLook> = {
  done: { label: 'Conciliada', tone: 'good', icon: IconCircleCheck },
  old: { label: 'Conciliação atrasada', tone: 'warn', icon: IconAlertTriangle },
  none: { label: 'Ainda não conciliada', tone: 'calm', icon: IconHourglass },
};
