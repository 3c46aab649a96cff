import type { CareReport } from '../activities/account-care.ts';
import type { WebhookStatus } from '../domain/webhook-health.ts';

/** The text about an account's care that the operator reads in the Temporal UI. */
export function describeCare({ standing, webhook, cause }: CareReport): string {
  const lines = [`**${standings[standing]}**`, `Webhook: ${webhookLabels[webhook]}.`];
  return [...lines, ...(cause ? [cause] : [])].join('\n\n');
}

const standings: Record<CareReport['standing'], string> = {
  watched: 'Cuidando do webhook da conta.',
  keyRefused: 'O Asaas recusou a chave da conta: espera uma chave nova, sem chamar o Asaas.',
  disabled: 'A conta está desativada: espera ser reativada.',
};

const webhookLabels: Record<WebhookStatus, string> = {
  active: 'ativo',
  penalized: 'ativo, com entregas falhando',
  interrupted: 'fila interrompida',
  disabled: 'desligado no Asaas',
  altered: 'alterado no Asaas',
  missing: 'não existe no Asaas',
  manual: 'a configurar por uma pessoa',
  unknown: 'sem resposta do Asaas',
};
