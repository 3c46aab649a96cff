import { day, money } from './format.ts';
import { discountWords, fineWords, interestWords } from './owed.ts';
import type { Tone } from './statuses.ts';

interface Words {
  label: string;
  tone?: Tone;
}

/** What happened, as the clerk says it. */
const happenings: Record<string, Words> = {
  'document.entered': { label: 'Incluído' },
  'document.amended': { label: 'Alterado' },
  'document.sent': { label: 'Registro iniciado' },
  'remittance.sent': { label: 'Enviado em remessa' },
  'remittance.sent_again': { label: 'Transmitido novamente' },
  'charge.registered': { label: 'Registrado no Asaas' },
  'charge.refused': { label: 'Recusado pelo Asaas', tone: 'bad' },
  'charge.unknown': { label: 'Registro sem resposta; será conferido', tone: 'warn' },
  'charge.absent': { label: 'Conferido: não estava no Asaas; será registrado' },
  'charge.amended': { label: 'Alteração levada ao Asaas' },
  'charge.removed': { label: 'Retirado do Asaas' },
  'charge.restored': { label: 'Restaurado no Asaas' },
  'amendment.refused': { label: 'Alteração recusada', tone: 'bad' },
  'cancellation.requested': { label: 'Cancelamento pedido' },
  'cancellation.refused': { label: 'Cancelamento recusado', tone: 'bad' },
  'due-date.passed': { label: 'Venceu', tone: 'warn' },
  'due-date.extended': { label: 'Vencimento prorrogado' },
  'payment.confirmed': { label: 'Pago; crédito a caminho' },
  'payment.received': { label: 'Recebido e baixado' },
  'payment.refunded': { label: 'Estornado', tone: 'warn' },
  'settlement.undone': { label: 'Baixa desfeita', tone: 'warn' },
  'cash_receipt.requested': { label: 'Baixa em dinheiro pedida' },
  'cash_receipt.refused': { label: 'Baixa em dinheiro recusada', tone: 'bad' },
  'cash_receipt.undoing_requested': { label: 'Pedido para desfazer a baixa em dinheiro' },
  'cash_receipt_undo.refused': { label: 'A baixa em dinheiro não pôde ser desfeita', tone: 'bad' },
  'divergence.found': { label: 'Diferente da cobrança no Asaas', tone: 'warn' },
  'divergence.decided': { label: 'Escolhido o nosso valor; será gravado no Asaas' },
  'divergence.closed': { label: 'Diferença com o Asaas encerrada' },
  'event.missed': { label: 'Notícia do Asaas que não chegou; aplicada pela conciliação' },
  'payer.mended': { label: 'Cadastro do pagador corrigido no Asaas' },
  'flag.partially_refunded': { label: 'Parte devolvida', tone: 'warn' },
  'flag.refund_requested': { label: 'Devolução pedida', tone: 'warn' },
  'flag.refund_denied': { label: 'Devolução recusada pelo banco do pagador', tone: 'bad' },
  'flag.chargeback_requested': { label: 'Pagamento contestado', tone: 'bad' },
  'flag.chargeback_in_dispute': { label: 'Contestação em disputa', tone: 'warn' },
  'flag.chargeback_lost': { label: 'Contestação perdida', tone: 'bad' },
  'chargeback.reversed': { label: 'Contestação ganha' },
  'receipt.assigned': { label: 'Recebimento atribuído a este documento' },
};

export function happening(what: string): Words {
  return happenings[what] ?? { label: 'Outro acontecimento' };
}

const roleNames: Record<string, string> = { erp: 'ERP', operator: 'Operador', viewer: 'Consulta' };

/** Who did it: Asaas, the system itself, or a person or key by name. */
export function actorWords(actor: string): string {
  if (actor === 'asaas') return 'Asaas';
  if (actor === 'remessa') return 'Sistema';
  if (actor === 'admin') return 'Fornecedor';
  const [role = '', ...name] = actor.split(':');
  if (role === 'rule') return `Regra ${name.join(':')}`;
  return name.length > 0 ? name.join(':') : (roleNames[role] ?? actor);
}

/** The lines of details that tell something to a person. */
export function detailLines(details: Record<string, unknown>): string[] {
  const lines: string[] = [];
  const error = details.error as { message?: string; cure?: string } | undefined;
  if (error?.cure) lines.push(error.cure);
  if (error?.message) lines.push(`Asaas: “${error.message}”`);
  if (typeof details.cure === 'string') lines.push(details.cure);
  if (typeof details.message === 'string') lines.push(`Asaas: “${details.message}”`);
  if (typeof details.reason === 'string' && details.reason) lines.push(`Motivo: ${details.reason}`);
  if (typeof details.grossCents === 'number')
    lines.push(`Recebido ${money(details.grossCents)}${tail(details)}`);
  else if (typeof details.amountCents === 'number') lines.push(money(details.amountCents));
  if (typeof details.undoneCents === 'number') lines.push(`Desfeito ${money(details.undoneCents)}`);
  if (typeof details.paidOn === 'string') lines.push(`Pago em ${day(details.paidOn)}`);
  if (Array.isArray(details.fields)) lines.push(`Corrigido: ${mendedWords(details.fields)}`);
  return lines;
}

const mendedFields: Record<string, string> = {
  removed: 'estava removido',
  taxId: 'CPF/CNPJ',
  name: 'nome',
  email: 'e-mail',
  notices: 'avisos ao pagador',
};

function mendedWords(fields: readonly string[]): string {
  return fields.map((field) => mendedFields[field] ?? field).join(', ');
}

function tail(details: Record<string, unknown>): string {
  const { feeCents, netCents } = details;
  if (typeof feeCents !== 'number' || typeof netCents !== 'number') return '';
  return `, tarifa ${money(feeCents)}, líquido ${money(netCents)}`;
}

export interface BeforeAfter {
  label: string;
  before: string;
  after: string;
}

/** An amendment field by field. What Asaas was told names all terms; those that stayed are no news. */
export function beforeAfter(details: Record<string, unknown>): BeforeAfter[] {
  const before = asRecord(details.before);
  const after = asRecord(details.after);
  const changes = Object.keys(after).flatMap((field) => {
    if (field === 'payer') return payerChanges(asRecord(before.payer), asRecord(after.payer));
    const write = fields[field];
    return write
      ? [{ label: write.label, before: write.as(before[field]), after: write.as(after[field]) }]
      : [];
  });
  return changes.filter((change) => change.before !== change.after);
}

const cents = (value: unknown) => (typeof value === 'number' ? money(value) : '—');
const plain = (value: unknown) =>
  value === null || value === undefined || value === '' ? '—' : String(value);

const fields: Record<string, { label: string; as: (value: unknown) => string }> = {
  number: { label: 'Número', as: plain },
  amountCents: { label: 'Valor', as: cents },
  additionCents: { label: 'Acréscimo', as: cents },
  rebateCents: { label: 'Abatimento', as: cents },
  dueDate: { label: 'Vencimento', as: (value) => day(value as string) },
  discount: { label: 'Desconto', as: (value) => discountWords(value as Parameters<typeof discountWords>[0]) },
  fine: { label: 'Multa', as: (value) => fineWords(value as Parameters<typeof fineWords>[0]) },
  interest: { label: 'Juros', as: (value) => interestWords(value as Parameters<typeof interestWords>[0]) },
  description: { label: 'Descrição', as: plain },
};

const payerFields: Record<string, string> = {
  name: 'Nome',
  taxId: 'CPF/CNPJ',
  email: 'E-mail',
  phone: 'Telefone',
};

function payerChanges(before: Record<string, unknown>, after: Record<string, unknown>): BeforeAfter[] {
  return Object.keys(after).flatMap((field) => {
    const label = payerFields[field];
    return label ? [{ label, before: plain(before[field]), after: plain(after[field]) }] : [];
  });
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
