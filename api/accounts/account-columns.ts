import type { z } from 'zod';
import { type Column, type Exported, moment, text } from '../http/export-columns.ts';
import type { accountAnswer } from './account-answer.ts';

type Account = z.output<typeof accountAnswer>;

const environmentLabels: Record<Account['environment'], string> = {
  production: 'Produção',
  sandbox: 'Sandbox',
};

const keyLabels: Record<Account['keyStatus'], string> = { accepted: 'Aceita', refused: 'Recusada' };

const webhookLabels: Record<Account['webhook']['status'], string> = {
  active: 'Ativo',
  penalized: 'Entregas falhando',
  interrupted: 'Fila interrompida',
  disabled: 'Desligado no Asaas',
  altered: 'Alterado no Asaas',
  missing: 'Não existe no Asaas',
  manual: 'A colar no Asaas',
  unknown: 'Sem resposta do Asaas',
};

/** Neither a key nor an address of the webhook: who has them could speak in the account's name. */
const columns: readonly Column<Account>[] = [
  text('Nome', ({ name }) => name),
  text('Banco', ({ bankCode }) => bankCode),
  text('Agência', ({ agency }) => agency),
  text('Conta', ({ number }) => number),
  text('Dígito', ({ digit }) => digit),
  text('Ambiente', ({ environment }) => environmentLabels[environment]),
  text('Titular no Asaas', ({ asaasAccount }) => asaasAccount.name),
  text('CPF/CNPJ do titular', ({ asaasAccount }) => asaasAccount.taxId),
  text('Chave', ({ keyStatus }) => keyLabels[keyStatus]),
  moment('Chave recusada em', ({ keyRefusedAt }) => keyRefusedAt),
  text('Webhook', ({ webhook }) => webhookLabels[webhook.status]),
  text('Motivo', ({ webhook }) => webhook.cause),
  moment('Desde', ({ webhook }) => webhook.since),
  text('Notificações', ({ settings }) => (settings.notifyPayers ? 'Ligadas' : 'Desligadas')),
  moment('Incluída em', ({ createdAt }) => createdAt),
  moment('Desativada em', ({ disabledAt }) => disabledAt),
  text('Id', ({ id }) => id),
];

export const accountFile: Exported<Account> = { fileName: 'contas', columns };
