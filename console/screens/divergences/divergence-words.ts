import { IconArrowsLeftRight, IconCheck, IconClockHour4, IconWand } from '@tabler/icons-react';
import type { Divergence, Status } from '../../client/api.ts';
import { day, money } from '../../words/format.ts';
import { discountWords, fineWords, interestWords } from '../../words/owed.ts';
import { type Look, statusLooks } from '../../words/statuses.ts';

type Field = Divergence['field'];
type Value = Divergence['ours'];

export const fieldLabels: Record<Field, string> = {
  amountCents: 'Valor',
  dueDate: 'Vencimento',
  discount: 'Desconto',
  fine: 'Multa',
  interest: 'Juros',
  description: 'Descrição',
  payer: 'Pagador',
  status: 'Situação',
  surplusCharge: 'Segunda cobrança',
};

/** Fields by which a payer pays another sum. Whoever chooses their value is asked once more. */
const moneyFields: readonly Field[] = ['amountCents', 'discount', 'fine', 'interest'];

export function movesMoney(divergence: Pick<Divergence, 'field'>): boolean {
  return moneyFields.includes(divergence.field);
}

/** A value as the clerk reads it. */
export function valueWords(field: Field, value: Value): string {
  if (field === 'discount') return discountWords(value as Parameters<typeof discountWords>[0]);
  if (field === 'fine') return fineWords(value as Parameters<typeof fineWords>[0]);
  if (field === 'interest') return interestWords(value as Parameters<typeof interestWords>[0]);
  if (value === null || value === '') return '—';
  if (typeof value === 'number') return money(value);
  if (field === 'dueDate') return day(String(value));
  if (field === 'status') return standingWords(String(value));
  return String(value);
}

/** Our statuses, and those of a charge at Asaas. */
function standingWords(standing: string): string {
  return standings[standing] ?? statusLooks[standing as Status]?.label ?? standing;
}

const standings: Record<string, string> = {
  awaiting: 'Aguardando pagamento',
  overdue: 'Vencida',
  confirmed: 'Paga, a creditar',
  received: 'Recebida',
  received_in_cash: 'Recebida em dinheiro',
  refunded: 'Estornada',
  disputed: 'Contestada',
  removed: 'Removida',
};

export const takeLabels: Record<'ours' | 'asaas', string> = {
  ours: 'Manter o nosso',
  asaas: 'Usar o do Asaas',
};

/** How it ended. */
export const outcomeLooks: Record<NonNullable<Divergence['outcome']>, Look> = {
  ours: { label: 'Ficou o nosso', tone: 'done', icon: IconCheck, hint: 'Gravado de novo no Asaas.' },
  asaas: { label: 'Ficou o do Asaas', tone: 'done', icon: IconCheck, hint: 'O documento recebeu o valor.' },
  mended: {
    label: 'Corrigida sozinha',
    tone: 'good',
    icon: IconWand,
    hint: 'Era uma notícia que nenhum webhook trouxe: foi aplicada na hora.',
  },
  vanished: {
    label: 'Voltaram a concordar',
    tone: 'calm',
    icon: IconArrowsLeftRight,
    hint: 'Os dois lados ficaram iguais sem escolha de ninguém.',
  },
};

export const takenLook = (take: 'ours' | 'asaas'): Look => ({
  label: take === 'ours' ? 'Gravando no Asaas' : 'Gravando aqui',
  tone: 'busy',
  icon: IconClockHour4,
  hint: 'A escolha foi feita e está sendo executada.',
});
