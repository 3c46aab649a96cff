import { addDays, dateInSaoPaulo } from '../../domain/calendar.ts';

/** Days from today in São Paulo. */
export function inDays(days: number): string {
  return addDays(dateInSaoPaulo(new Date()), days);
}
