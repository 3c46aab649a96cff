import { day, money } from '../../words/format.ts';

/** What is left when Asaas has taken what it is expected to take. */
export function netWords(netCents: number | null): string {
  return netCents === null ? '—' : money(netCents);
}

/** What Asaas takes for a receipt, on average. */
export function feeWords(feeCents: number | null): string {
  return feeCents === null ? 'ainda não se sabe' : money(feeCents);
}

/** `ter 08/12`; of today `hoje`. */
export function dayWords(date: string, today: string): string {
  if (date === today) return 'hoje';
  const weekday = weekdays[new Date(`${date}T12:00:00Z`).getUTCDay()];
  return `${weekday} ${day(date).slice(0, 5)}`;
}

const weekdays = ['dom', 'seg', 'ter', 'qua', 'qui', 'sex', 'sáb'];
