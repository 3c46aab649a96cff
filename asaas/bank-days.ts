import Holidays from 'date-holidays';
import type { CalendarDate } from '../domain/calendar.ts';

/**
 * `bank` adds Carnaval Monday, Carnaval Tuesday and Corpus Christi: no law makes them national holidays, but banks
 * close. The holidays of states and towns are not included.
 */
const holidays = new Holidays('BR', { types: ['public', 'bank'], timezone: 'America/Sao_Paulo' });

const holidaysOfYear = new Map<number, Set<CalendarDate>>();

/** Whether banks work on a date in all of Brazil: on these days slips are paid in time, and Asaas credits them. */
export function isBankDay(date: CalendarDate): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidaysIn(Number(date.slice(0, 4))).has(date);
}

/** Computed once for each year: the library needs milliseconds for it, and a settlement return asks for every row. */
function holidaysIn(year: number): Set<CalendarDate> {
  const known = holidaysOfYear.get(year);
  if (known) return known;
  const found = new Set(holidays.getHolidays(year).map(({ date }) => date.slice(0, 10)));
  holidaysOfYear.set(year, found);
  return found;
}
