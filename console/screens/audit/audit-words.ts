import type { AuditEntry, Schemas } from '../../client/api.ts';
import { day, money, taxId } from '../../words/format.ts';
import { discountWords, fineWords, interestWords } from '../../words/owed.ts';
import { happening } from '../../words/timeline.ts';
import { environmentNames } from '../accounts/account-words.ts';
import { type Notice, noticesWords } from '../accounts/notice-words.ts';
import { eventLabel, isEventType } from '../events/event-words.ts';

/** What can be changed, as the filter names it. */
export const kindLabels: Record<AuditEntry['kind'], string> = {
  account: 'Conta corrente',
  sending_rule: 'Regra de envio',
  payer: 'Pagador',
  document: 'Documento',
  webhook_endpoint: 'Webhook do ERP',
  api_key: 'Chave de API',
  user: 'Usuário',
  logo: 'Logotipo do boleto',
  tenant: 'Empresa',
};

const actions: Record<string, string> = {
  'tenant.created': 'Empresa criada',
  'tenant.changed': 'Empresa ou licença alterada',
  'api_key.created': 'Chave de API criada',
  'api_key.revoked': 'Chave de API revogada',
  'user.created': 'Usuário criado',
  'user.changed': 'Usuário alterado',
  'user.password_changed': 'Senha trocada',
  'user.sign_in_link_created': 'Link de entrada criado',
  'account.created': 'Conta cadastrada',
  'account.changed': 'Conta alterada',
  'account.key_changed': 'Chave do Asaas trocada',
  'account.webhook_repaired': 'Webhook do Asaas reativado',
  'account.webhook_token_changed': 'Token do webhook trocado',
  'payer.changed': 'Pagador alterado',
  'payer.exported': 'Dados do pagador exportados',
  'payer.erased': 'Pagador apagado',
  'logo.changed': 'Logotipo trocado',
  'logo.removed': 'Logotipo retirado',
  'sending_rule.created': 'Regra criada',
  'sending_rule.changed': 'Regra alterada',
  'sending_rule.removed': 'Regra excluída',
  'webhook_endpoint.created': 'Webhook criado',
  'webhook_endpoint.changed': 'Webhook alterado',
  'webhook_endpoint.secret_changed': 'Segredo do webhook trocado',
  'webhook_endpoint.removed': 'Webhook excluído',
};

/** What was done. A rule that was only switched says so. */
export function actionWords({ action, kind, after }: AuditEntry): string {
  if (kind === 'document') return happening(action).label;
  const changed = Object.keys(after ?? {});
  if (action === 'sending_rule.changed' && changed.length === 1 && changed[0] === 'enabled')
    return after?.enabled ? 'Regra ligada' : 'Regra desligada';
  return actions[action] ?? kindLabels[kind];
}

type Discount = Schemas['Document']['discount'];
type Fine = Schemas['Document']['fine'];
type Interest = Schemas['Document']['interest'];

const roles: Record<string, string> = {
  erp: 'ERP, acesso completo',
  operator: 'Operador',
  viewer: 'Consulta',
};
const endpointStatuses: Record<string, string> = { active: 'Ativo', paused: 'Pausado', parked: 'Parado' };
const features: Record<string, string> = { boleto: 'Boleto', online_banking: 'Cobrança on-line' };

interface FieldWords {
  label: string;
  as: (value: unknown) => string;
}

const plain = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));
const cents = (value: unknown) => money(Number(value));
const yesOrNo = (value: unknown) => (value ? 'Sim' : 'Não');
const hint = (value: unknown) => `termina em ${String(value)}`;
const oneOf = (names: Record<string, string>) => (value: unknown) => names[String(value)] ?? String(value);
const listOf = (name: (value: string) => string) => (value: unknown) =>
  Array.isArray(value) ? value.map((each) => name(String(each))).join(', ') : plain(value);

/** The fields of every kind of resource, as a clerk reads them. */
const fields: Record<string, FieldWords> = {
  name: { label: 'Nome', as: plain },
  enabled: { label: 'Ligada', as: yesOrNo },
  priority: { label: 'Prioridade', as: plain },
  accountId: { label: 'Conta corrente', as: plain },
  defaultAccountId: { label: 'Conta padrão', as: plain },
  payerId: { label: 'Pagador', as: plain },
  dueWithinDays: { label: 'Vencem em até', as: (value) => (value === 1 ? '1 dia' : `${value} dias`) },
  amountFromCents: { label: 'Valor de', as: cents },
  amountToCents: { label: 'Valor até', as: cents },
  bankCode: { label: 'Banco', as: plain },
  agency: { label: 'Agência', as: plain },
  number: { label: 'Número', as: plain },
  digit: { label: 'Dígito', as: plain },
  environment: { label: 'Ambiente', as: oneOf(environmentNames) },
  keyHint: { label: 'Chave do Asaas', as: hint },
  hint: { label: 'Chave', as: hint },
  discount: { label: 'Desconto', as: (value) => discountWords(value as Discount) },
  fine: { label: 'Multa', as: (value) => fineWords(value as Fine) },
  interest: { label: 'Juros', as: (value) => interestWords(value as Interest) },
  notifyPayers: { label: 'Asaas avisa os pagadores', as: yesOrNo },
  notices: { label: 'Avisos aos pagadores', as: (value) => noticesWords(value as Notice[]) },
  notify: { label: 'Asaas avisa o pagador', as: yesOrNo },
  daysToCancelRegistration: { label: 'Dias até baixar o boleto vencido', as: plain },
  login: { label: 'Usuário', as: plain },
  role: { label: 'Papel', as: oneOf(roles) },
  url: { label: 'Endereço', as: plain },
  description: { label: 'Descrição', as: plain },
  events: {
    label: 'Eventos',
    as: (value) =>
      Array.isArray(value) && value.length === 0
        ? 'Todos'
        : listOf((type) => (isEventType(type) ? eventLabel(type) : type))(value),
  },
  status: { label: 'Situação', as: oneOf(endpointStatuses) },
  taxId: { label: 'CPF/CNPJ', as: (value) => taxId(String(value)) },
  features: { label: 'Licença', as: listOf(oneOf(features)) },
  bytes: { label: 'Tamanho da imagem', as: (value) => `${Math.ceil(Number(value) / 1_024)} KB` },
  amountCents: { label: 'Valor', as: cents },
  additionCents: { label: 'Acréscimo', as: cents },
  rebateCents: { label: 'Abatimento', as: cents },
  dueDate: { label: 'Vencimento', as: (value) => day(String(value)) },
  paidOn: { label: 'Data do recebimento', as: (value) => day(String(value)) },
  reason: { label: 'Motivo', as: plain },
  email: { label: 'E-mail', as: plain },
  phone: { label: 'Telefone', as: plain },
};

export interface Change {
  field: string;
  label: string;
  before: unknown;
  after: unknown;
}

const order = Object.keys(fields);

type Told = Pick<AuditEntry, 'kind' | 'before' | 'after'>;

/** What the entry changed, field by field. What has no words of a clerk (ids of ours, Asaas' codes) is left out. */
export function changesOf({ kind, before, after }: Told): Change[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  names.sort((one, other) => order.indexOf(one) - order.indexOf(other));
  return names.flatMap((field) => {
    const [was, is] = [before?.[field] ?? null, after?.[field] ?? null];
    // An amendment tells of its payer as one field.
    if (field === 'payer') return changesOf({ kind, before: asFields(was), after: asFields(is) });
    const words = fields[field];
    if (!words || (was === null && is === null)) return [];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    return [{ field, label: labelOf(kind, field, words), before: was, after: is }];
  });
}

/** A rule is on or off; an account or a person is in use or not. */
function labelOf(kind: AuditEntry['kind'], field: string, { label }: FieldWords): string {
  return field === 'enabled' && kind !== 'sending_rule' ? 'Em uso' : label;
}

/** A value of a field in words; `—` where there is none. */
export function valueWords(field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return '—';
  return fields[field]?.as(value) ?? plain(value);
}

function asFields(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
}
