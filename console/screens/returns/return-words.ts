import {
  IconCircleCheck,
  IconCircleX,
  IconClockHour4,
  IconCoins,
  IconHelpHexagon,
  IconLoader,
  IconQuestionMark,
} from '@tabler/icons-react';
import type { ReturnItem, SettlementReturn } from '../../client/api.ts';
import type { Look } from '../../words/statuses.ts';

export const returnLooks: Record<SettlementReturn['status'], Look> = {
  loading: { label: 'Carregando', tone: 'busy', icon: IconLoader, hint: 'Lendo os recebimentos no Asaas.' },
  ready: { label: 'Para conferir', tone: 'warn', icon: IconClockHour4, hint: 'Confira e processe.' },
  processing: { label: 'Processando', tone: 'busy', icon: IconLoader, hint: 'Baixando os documentos.' },
  done: { label: 'Processado', tone: 'good', icon: IconCircleCheck, hint: 'Cada linha tem seu resultado.' },
};

export const kindLooks: Record<ReturnItem['kind'], Look> = {
  matched: {
    label: 'Localizado',
    tone: 'good',
    icon: IconCircleCheck,
    hint: 'É de um documento daqui e será baixado.',
  },
  already_settled: { label: 'Já baixado', tone: 'done', icon: IconCoins, hint: 'A baixa já foi feita.' },
  unidentified: {
    label: 'Não localizado',
    tone: 'warn',
    icon: IconQuestionMark,
    hint: 'Nenhum documento daqui; fica em Recebimentos não identificados.',
  },
};

export const kindTabs: Record<ReturnItem['kind'], string> = {
  matched: 'Localizados',
  already_settled: 'Já baixados',
  unidentified: 'Não localizados',
};

export const outcomeLooks: Record<NonNullable<ReturnItem['outcome']>, Look> = {
  waiting: { label: 'Em processamento', tone: 'busy', icon: IconLoader, hint: 'Aguarde.' },
  settled: { label: 'Baixado', tone: 'good', icon: IconCircleCheck, hint: 'Baixado por este retorno.' },
  already_settled: {
    label: 'Já estava baixado',
    tone: 'done',
    icon: IconCoins,
    hint: 'O aviso do Asaas foi mais rápido.',
  },
  kept: {
    label: 'Guardado',
    tone: 'warn',
    icon: IconHelpHexagon,
    hint: 'Está em Recebimentos não identificados.',
  },
  failed: {
    label: 'Falhou',
    tone: 'bad',
    icon: IconCircleX,
    hint: 'Processe de novo para tentar outra vez.',
  },
};

export const methodNames: Record<ReturnItem['method'], string> = {
  boleto: 'Boleto',
  pix: 'Pix',
  cash: 'Dinheiro',
  other: 'Outro',
};
