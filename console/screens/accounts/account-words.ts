import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconHandStop,
  IconHelpHexagon,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import type { Account } from '../../client/api.ts';
import type { Look } from '../../words/statuses.ts';

type WebhookStatus = Account['webhook']['status'];

export const webhookLooks: Record<WebhookStatus, Look> = {
  active: { label: 'Webhook ativo', tone: 'good', icon: IconCircleCheck, hint: 'As baixas chegam sozinhas.' },
  penalized: {
    label: 'Entregas falhando',
    tone: 'warn',
    icon: IconAlertTriangle,
    hint: 'O Asaas ainda tenta entregar.',
  },
  interrupted: {
    label: 'Fila interrompida',
    tone: 'bad',
    icon: IconHandStop,
    hint: 'O Asaas parou de entregar.',
  },
  disabled: {
    label: 'Webhook desligado',
    tone: 'bad',
    icon: IconPlugConnectedX,
    hint: 'Foi desligado no Asaas.',
  },
  altered: {
    label: 'Webhook alterado',
    tone: 'warn',
    icon: IconAlertTriangle,
    hint: 'Foi alterado no Asaas.',
  },
  missing: { label: 'Sem webhook', tone: 'bad', icon: IconPlugConnectedX, hint: 'Não existe no Asaas.' },
  manual: {
    label: 'Webhook a colar',
    tone: 'warn',
    icon: IconAlertTriangle,
    hint: 'A chave não pode criá-lo: cole URL e token no Asaas.',
  },
  unknown: {
    label: 'Webhook sem resposta',
    tone: 'warn',
    icon: IconHelpHexagon,
    hint: 'O Asaas não respondeu.',
  },
};

export const keyLooks: Record<Account['keyStatus'], Look> = {
  accepted: { label: 'Chave aceita', tone: 'good', icon: IconCircleCheck, hint: 'O Asaas aceita a chave.' },
  refused: {
    label: 'Chave recusada',
    tone: 'bad',
    icon: IconCircleX,
    hint: 'Nada é enviado até haver outra chave.',
  },
};

export const environmentNames: Record<Account['environment'], string> = {
  sandbox: 'Homologação',
  production: 'Produção',
};
