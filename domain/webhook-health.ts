import { addDays, type CalendarDate, dateInSaoPaulo, toBrazilianDate, toSaoPauloTime } from './calendar.ts';

/**
 * The state of an account's webhook at Asaas: active, penalized (deliveries fail, the queue still tries), interrupted
 * (paused after 15 failures), disabled (switched off), altered (address or events are not ours), missing, manual (our
 * key may not manage webhooks: a person sets it up) and unknown (Asaas does not answer).
 */
export type WebhookStatus =
  | 'active'
  | 'penalized'
  | 'interrupted'
  | 'disabled'
  | 'altered'
  | 'missing'
  | 'manual'
  | 'unknown';

/** How the webhook stands and, unless it is active, why and what a person can do, in Portuguese. */
export type WebhookHealth =
  | { status: 'active'; cause: null }
  | { status: Exclude<WebhookStatus, 'active'>; cause: string };

/** What can be read of a webhook at Asaas (Asaas reference 4.1, 4.3). */
export interface WebhookReading {
  webhookId: string;
  enabled: boolean;
  interrupted: boolean;
  penalizedRequests: number;
  /** Whether address and events are the ones we want. */
  isAsWanted: boolean;
}

/** Asaas deletes events that wait longer than this (Asaas reference 4.3). */
const daysKept = 14;

const dayMs = 86_400_000;

/** Judges what was read. Null means that there is no webhook. */
export function judgeWebhook(reading: WebhookReading | null): WebhookHealth {
  if (!reading) return { status: 'missing', cause: causes.missing };
  if (reading.interrupted) return { status: 'interrupted', cause: causes.interrupted };
  if (!reading.enabled) return { status: 'disabled', cause: causes.disabled };
  if (!reading.isAsWanted) return { status: 'altered', cause: causes.altered };
  if (reading.penalizedRequests > 0) {
    const cause = `Entregas do Asaas falharam ${reading.penalizedRequests} vez(es) seguidas; depois de 15 a fila para.`;
    return { status: 'penalized', cause };
  }
  return { status: 'active', cause: null };
}

/** The texts about a webhook that is not active, in Portuguese. */
export const causes = {
  missing: 'O webhook não existe no Asaas.',
  interrupted: 'O Asaas parou a fila depois de 15 entregas que falharam.',
  disabled: 'O webhook foi desligado no Asaas.',
  altered: 'O endereço ou os eventos do webhook foram alterados no Asaas.',
  manual:
    'A chave não pode administrar webhooks: dê a ela essa permissão, ou cole URL e token no Asaas (Integrações → Webhooks).',
  unknown: 'O Asaas não responde sobre o webhook; a próxima conferência tenta de novo.',
  tooMany: 'Já há 10 webhooks na conta do Asaas: remova um que não use, e o nosso será criado.',
  refused: 'O Asaas recusou a correção do webhook; confira-o em Integrações → Webhooks.',
} as const;

export interface LostPeriod {
  from: CalendarDate;
  until: CalendarDate;
}

/**
 * The days whose events will never come, for a webhook that last delivered at `wellAt`. A paused queue keeps events for
 * 14 days. A webhook that is missing or switched off keeps none. Null while nothing is lost.
 */
export function lostPeriod(status: WebhookStatus, wellAt: Date, now: Date): LostPeriod | null {
  const from = dateInSaoPaulo(wellAt);
  const today = dateInSaoPaulo(now);
  if (status === 'missing' || status === 'disabled') return { from, until: today };
  if (status !== 'interrupted' || now.getTime() - wellAt.getTime() <= daysKept * dayMs) return null;
  return { from, until: addDays(today, -daysKept) };
}

/** The text about lost days for the clerk, with what to do. */
export function describeLoss({ from, until }: LostPeriod): string {
  const period = `${toBrazilianDate(from)} a ${toBrazilianDate(until)}`;
  return `Eventos de ${period} podem ter se perdido para sempre. A conciliação diária da conta busca no Asaas o que eles diriam.`;
}

/** The text that shows a person that their webhook delivers. */
export function describeArrivals(last: Date): string {
  return `Os eventos chegam: o último em ${toSaoPauloTime(last)}.`;
}

export const noArrivals = 'Nenhum evento chegou até agora.';
