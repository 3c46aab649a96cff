import type { Schemas } from '../../client/api.ts';

export type Notice = Schemas['Notice'];

export const kindWords: Record<Notice['kind'], string> = {
  charge_created: 'Cobrança criada',
  charge_amended: 'Valor ou vencimento alterado',
  before_due: 'Antes do vencimento',
  on_due_date: 'No dia do vencimento',
  digitable_line: 'Linha digitável no dia do vencimento',
  overdue: 'Vencida',
  still_overdue: 'Ainda vencida',
  paid: 'Paga',
};

export const channelWords: Record<Notice['channels'][number], string> = {
  email: 'E-mail',
  sms: 'SMS',
  whatsapp: 'WhatsApp',
};

/** On which days Asaas can send a kind. Other kinds go out when they happen. */
export const dayChoices: Partial<Record<Notice['kind'], { value: string; label: string }[]>> = {
  before_due: [5, 10, 15, 30].map((days) => ({ value: String(days), label: `${days} dias antes` })),
  still_overdue: [1, 7, 15, 30].map((days) => ({
    value: String(days),
    label: days === 1 ? 'todo dia' : `a cada ${days} dias`,
  })),
};

/** The notices that go out, in one line; for the audit. */
export function noticesWords(notices: readonly Notice[]): string {
  const going = notices.filter(({ channels }) => channels.length > 0);
  if (going.length === 0) return 'Nenhum';
  return going.map(oneNotice).join('; ');
}

function oneNotice({ kind, days, channels }: Notice): string {
  const when = dayChoices[kind]?.find(({ value }) => value === String(days))?.label;
  const by = channels.map((channel) => channelWords[channel]).join(', ');
  return `${kindWords[kind]}${when ? ` (${when})` : ''}: ${by}`;
}

/** What one document costs if each of these notices goes out once, in centavos. */
export function priceOf(
  notices: readonly Notice[],
  { messagingCents, whatsappCents }: Pick<Schemas['NoticesPrice'], 'messagingCents' | 'whatsappCents'>,
): number {
  const goesBy = (channel: Notice['channels'][number]) =>
    notices.filter(({ channels }) => channels.includes(channel)).length;
  return (goesBy('email') + goesBy('sms') > 0 ? messagingCents : 0) + goesBy('whatsapp') * whatsappCents;
}
